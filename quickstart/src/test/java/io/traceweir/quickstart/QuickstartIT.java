// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Red;
import io.traceweir.app.outcome.RuleTally;
import io.traceweir.app.outcome.RuleTally.Count;
import io.traceweir.app.outcome.Summary;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.quickstart.Quickstart.Result;
import io.traceweir.quickstart.Settlement.Ending;
import io.traceweir.quickstart.live.LiveViews;
import io.traceweir.quickstart.traffic.Request;
import io.traceweir.quickstart.traffic.ShopTraffic;
import io.traceweir.testkit.EmbeddedKafka;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class QuickstartIT {
  private static final Count NONE = new Count(0, 0, 0);

  @TempDir Path dir;
  private final List<String> lines = new ArrayList<>();
  private final AtomicBoolean interrupted = new AtomicBoolean();

  @Test
  void shouldDecideEveryTraceOfTheShopAndSumUp() throws Exception {
    Set<String> kept = new HashSet<>();
    Result result =
        new Quickstart(
                shop(40, 4),
                Clock.systemUTC(),
                new Recorder(LiveViews.lines(false, lines::add), kept),
                interrupted::get)
            .run();

    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
    Summary summary = result.summary();
    assertThat(summary.sent().traces()).isEqualTo(160);
    assertWholeAndTrue(summary);
    assertThat(kept)
        .hasSize(summary.rules().stream().mapToInt(rule -> (int) rule.kept().traces()).sum());
    assertThat(lines)
        .anyMatch(line -> line.contains("dropped ("))
        .anyMatch(line -> line.contains("decision_wait: 5s"));
  }

  @Test
  void shouldReplayOldFilesToTheSameTotals() throws Exception {
    Path file = dir.resolve("shop.jsonl");
    Duration longAgo = Duration.ofDays(365 * 40);
    List<String> json = new ArrayList<>();
    new ShopTraffic(3, 20, Duration.ofSeconds(20), longAgo)
        .forEachRemaining(request -> json.add(json(request)));
    Files.write(file, json, UTF_8);

    Result result = quickstart(replay(file), 0).run();

    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(result.summary().sent().traces()).isEqualTo(400);
    assertWholeAndTrue(result.summary());
    assertThat(lines).anyMatch(line -> line.contains("(100%)"));
  }

  /** Figures of the captured systems, computed from their source files. */
  @ParameterizedTest
  @CsvSource({
    "nezha-tt-2023-01-29, 376, 19425, 9703, 103, 13",
    "nezha-ob-2022-08-22, 116, 5321, 5874, 0, 92"
  })
  void shouldFindTheFiguresOfCapturedSystems(
      String name, long traces, long spans, long logs, long withErrors, long slow)
      throws Exception {
    String reference = System.getenv("TRACEWEIR_REFERENCE");
    assumeTrue(reference != null, "TRACEWEIR_REFERENCE is not set: no captured data to replay");
    Path captured = Path.of(reference, "data", "nezha");

    Summary summary =
        quickstart(
                replay(
                    captured.resolve(name + ".traces.jsonl.gz"),
                    captured.resolve(name + ".logs.jsonl.gz")),
                0)
            .run()
            .summary();

    assertThat(summary.sent()).isEqualTo(new Count(traces, spans, logs));
    assertThat(summary.decided()).isEqualTo(summary.sent());
    assertThat(summary.again()).isZero();
    assertThat(summary.withErrors()).isEqualTo(withErrors);
    assertThat(summary.slow()).isEqualTo(slow);
    assertThat(summary.operations().stream().mapToLong(Red.Operation::spans).sum())
        .isEqualTo(spans);
  }

  @Test
  void shouldServeThePageWhileItRuns() throws Exception {
    List<String> answers = new ArrayList<>();
    Configuration.Api wanted = new Configuration.Api("127.0.0.1", 0, true, null);
    Quickstart quickstart =
        new Quickstart(
            shop(10, 1),
            Clock.systemUTC(),
            false,
            line -> {
              if (line.startsWith("watch it at ")) {
                answers.add(get(line.substring(12) + "/api/v1/status"));
              }
            },
            interrupted::get);

    assertThat(quickstart.serving(wanted).run().ending()).isEqualTo(Ending.COMPLETE);
    assertThat(answers).singleElement().asString().contains("\"application_id\":\"traceweir\"");
  }

  private static String get(String url) {
    try (InputStream in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldEndAtOnceWhenInterrupted() throws Exception {
    interrupted.set(true);
    assertThat(quickstart(shop(10, 3_600), 0).run().ending()).isEqualTo(Ending.INTERRUPTED);
  }

  @Test
  void shouldSayThatThePortIsTaken() throws Exception {
    try (EmbeddedKafka other = EmbeddedKafka.start()) {
      assertThatThrownBy(() -> quickstart(shop(1, 1), other.port()).run())
          .isInstanceOf(QuickstartException.class)
          .hasMessage("Kafka does not start: port " + other.port() + " is not free");
    }
  }

  private void assertWholeAndTrue(Summary summary) {
    assertThat(summary.undecided()).isZero();
    assertThat(summary.again()).isZero();
    assertThat(summary.decided()).isEqualTo(summary.sent());
    assertThat(summary.operations().stream().mapToLong(Red.Operation::spans).sum())
        .isEqualTo(summary.sent().spans());
    assertThat(summary.rules())
        .extracting(RuleTally::rule)
        .containsExactly("errors", "slow", "health", "rest");
    assertThat(summary.rules().get(0).dropped()).isEqualTo(NONE);
    assertThat(summary.rules().get(1).dropped()).isEqualTo(NONE);
    assertThat(summary.rules().get(2).kept()).isEqualTo(NONE);
    assertThat(summary.rules().get(0).kept().traces()).isEqualTo(summary.withErrors());
    assertThat(summary.services())
        .extracting(Red.Service::service)
        .containsExactly("checkout", "email", "frontend", "inventory", "payment");
    assertThat(summary.edges())
        .extracting(edge -> edge.client() + "-" + edge.server())
        .contains("frontend-checkout", "checkout-payment", "frontend-inventory", "checkout-email");
    assertThat(summary.edges()).extracting(Edge::calls).allMatch(calls -> calls > 0);
  }

  private Quickstart quickstart(QuickstartSettings settings, int port) {
    QuickstartSettings chosen =
        new QuickstartSettings(
            settings.seed(),
            settings.tracesPerSecond(),
            settings.duration(),
            settings.input(),
            settings.rules(),
            port);
    return new Quickstart(
        chosen, Clock.systemUTC(), LiveViews.lines(false, lines::add), interrupted::get);
  }

  private static QuickstartSettings shop(double rate, int seconds) {
    return new QuickstartSettings(1, rate, Duration.ofSeconds(seconds), List.of(), null, 0);
  }

  private static QuickstartSettings replay(Path... files) {
    return new QuickstartSettings(1, 1, Duration.ofSeconds(1), List.of(files), null, 0);
  }

  private static String json(Request request) {
    try {
      return switch (request.signal()) {
        case SPANS -> OtlpJson.toJson(ExportTraceServiceRequest.parseFrom(request.value()));
        case LOGS -> OtlpJson.toJson(ExportLogsServiceRequest.parseFrom(request.value()));
      };
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
