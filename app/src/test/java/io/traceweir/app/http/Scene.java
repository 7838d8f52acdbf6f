// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import io.traceweir.app.config.Configuration;
import io.traceweir.app.recent.Limits;
import io.traceweir.app.recent.ReaderState;
import io.traceweir.app.recent.RecentOutcomes;
import io.traceweir.app.recent.Told;
import io.traceweir.pipeline.LiveRules;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An API that tells of a small shop, without Kafka; the time is 1970, one minute past midnight. */
final class Scene implements AutoCloseable {
  static final String HOSTILE = "<img src=x onerror=alert(1)>";

  private static final Instant NOW = Instant.ofEpochSecond(60);

  final RecentOutcomes outcomes;
  private final LiveRules live;
  final ApiServer server;
  volatile ReaderState reader = new ReaderState(true, true, "", NOW.toEpochMilli());

  Scene(Path directory, @Nullable String token) throws IOException, ProblemsException {
    this(directory, new Configuration.Api("127.0.0.1", 0, true, token));
  }

  Scene(Path directory, Configuration.Api api) throws IOException, ProblemsException {
    Path file =
        Files.writeString(
            directory.resolve("traceweir.yaml"),
            """
            kafka: { bootstrap_servers: "localhost:1", properties: { sasl.jaas.config: hidden } }
            input: { spans: otlp_spans, logs: otlp_logs }
            span_metrics: { interval: 10s }
            sampling:
              rules:
                - { name: errors, when: 'trace.error and root.name != "<b>"', keep: 100%, owner: us }
                - { name: audits, when: root.service == "audit", keep: { spans_per_second: 500 } }
                - { name: rest, keep: 5% }
            """);
    Configuration configuration = Configuration.load(file, Map.of());
    live = configuration.pipeline().sampling().live();
    outcomes = new RecentOutcomes(configuration.pipeline().metrics(), Limits.DEFAULT);
    ApiData data =
        new ApiData(
            configuration.pipeline(), new Ready(), outcomes, () -> reader, () -> NOW, "1.2.3");
    server = ApiServer.start(api, new ApiRoutes(data));
  }

  private static final class Ready implements Health {
    @Override
    public boolean isLive() {
      return true;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public boolean isStarted() {
      return true;
    }

    @Override
    public String state() {
      return "RUNNING";
    }
  }

  /** Six intervals of calls between services, one of which fails, and some decisions. */
  void fill() {
    for (long second = 0; second <= 60; second += 10) {
      for (String service : List.of("frontend", "checkout", HOSTILE)) {
        outcomes.spanMetrics(Told.calls(second, service, "SERVER", "UNSET", 30 * second));
        outcomes.spanMetrics(Told.durations(second, service, "SERVER", second, second, 1L, 0L));
      }
      outcomes.spanMetrics(Told.calls(second, "checkout", "SERVER", "ERROR", 3 * second));
      edges(second);
    }
    for (int trace = 1; trace <= 40; trace++) {
      boolean error = trace % 10 == 0;
      outcomes.decisions(
          Told.decision(trace, error, error ? "errors" : "rest", "frontend", name(trace)),
          NOW.toEpochMilli());
    }
  }

  private static String name(int trace) {
    return trace == 40 ? HOSTILE : "GET /" + trace;
  }

  private void edges(long second) {
    edge(second, new Told.Edge("user", "frontend", "virtual_node"), 0);
    edge(second, new Told.Edge("frontend", "checkout", ""), 1);
    edge(second, new Told.Edge("checkout", HOSTILE, "messaging_system"), 0);
    edge(second, new Told.Edge("checkout", "orders", "database"), 0);
    edge(second, new Told.Edge("checkout", "card", "virtual_node"), 0);
    // a cycle, a call of itself, and a second way of asking
    edge(second, new Told.Edge(HOSTILE, "frontend", ""), 0);
    edge(second, new Told.Edge("checkout", "checkout", ""), 0);
    edge(second, new Told.Edge("frontend", "checkout", "messaging_system"), 0);
  }

  private void edge(long second, Told.Edge edge, long failed) {
    outcomes.serviceGraph(Told.edge(second, edge, 10 * second));
    outcomes.serviceGraph(Told.failed(second, edge, failed * second));
    outcomes.serviceGraph(Told.latency(second, edge, "server", second, 0L, 0L, 0L));
  }

  LiveRules live() {
    return live;
  }

  /** A decision about what was tried, as of {@link Told#tried}. */
  void tried(long trace, boolean kept, String... said) {
    outcomes.decisions(Told.tried(trace, kept, said), NOW.toEpochMilli());
  }

  String url() {
    return server.url();
  }

  @Override
  public void close() {
    server.close();
  }
}
