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
import io.traceweir.app.outcome.RuleTally.Count;
import io.traceweir.app.outcome.Summary;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.quickstart.Quickstart.Result;
import io.traceweir.quickstart.Settlement.Ending;
import io.traceweir.quickstart.check.Finding;
import io.traceweir.quickstart.live.LiveViews;
import io.traceweir.quickstart.traffic.Incident;
import io.traceweir.quickstart.traffic.Request;
import io.traceweir.quickstart.traffic.Scenario;
import io.traceweir.quickstart.traffic.ShopTraffic;
import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
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
  void shouldTourTheShopAndAgreeWithIt() throws Exception {
    Set<String> kept = new HashSet<>();
    Result result =
        new Quickstart(
                shop(1, 40, 15, Scenario.TOUR),
                Clock.systemUTC(),
                new Recorder(LiveViews.lines(false, lines::add), kept),
                interrupted::get)
            .run();

    assertAgrees(result);
    assertThat(result.report().orElseThrow().recap().lines())
        .hasSize(Incident.values().length)
        .allMatch(line -> line.traces() > 0);
    assertThat(result.summary().services()).hasSize(12);
    assertThat(kept)
        .hasSize(
            result.summary().rules().stream().mapToInt(rule -> (int) rule.kept().traces()).sum());
    assertThat(lines)
        .anyMatch(line -> line.contains("dropped ("))
        .anyMatch(line -> line.contains("decision_wait: 5s"))
        .contains("0 s: the payment provider becomes slow")
        .contains("13 s: search 2.4.0 is rolled out on one of two instances")
        .contains("15 s: no more visitors; waiting until all they caused is decided and counted");
  }

  @Test
  void shouldCheckWhatHoldsUnderAnyRules() throws Exception {
    Path rules =
        Files.writeString(
            dir.resolve("mine.yaml"), "version: 1\nrules:\n  - { name: half, keep: 50% }\n");
    QuickstartSettings settings = shop(9, 10, 6, Scenario.named("late-spans"));

    Result result =
        quickstart(new QuickstartSettings(settings.shop(), List.of(), rules, 0), 0).run();

    assertAgrees(result);
    assertThat(result.report().orElseThrow().verdict().findings())
        .extracting(Finding::what)
        .contains("traces decided once", "kept traces whole: each span and log once")
        .doesNotContain("traces kept or dropped by the right rule");
  }

  @Test
  void shouldReplayOldFilesToTheSameTotals() throws Exception {
    Path file = dir.resolve("shop.jsonl");
    Duration longAgo = Duration.ofDays(365 * 40);
    List<String> json = new ArrayList<>();
    ShopTraffic shop =
        new ShopTraffic(new Plan(3, 20, Duration.ofSeconds(20), Scenario.CALM), longAgo);
    shop.forEachRemaining(request -> json.add(json(request)));
    Files.write(file, json, UTF_8);

    Result result = quickstart(replay(file), 0).run();

    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(result.summary().sent().traces()).isEqualTo(400);
    assertWholeAndTrue(result.summary());
    assertThat(result.report().orElseThrow().verdict().agrees()).isTrue();
    assertThat(result.report().orElseThrow().verdict().remarks())
        .anyMatch(r -> r.contains("nobody knows"));
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
            shop(1, 10, 1, Scenario.CALM),
            Clock.systemUTC(),
            LiveViews.lines(
                false,
                line -> {
                  if (line.startsWith("watch it at ")) {
                    answers.add(get(line.substring(12) + "/api/v1/status"));
                  }
                }),
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
    Result result = quickstart(shop(1, 10, 3_600, Scenario.TOUR), 0).run();
    assertThat(result.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(result.report()).isEmpty();
  }

  @Test
  void shouldSayThatThePortIsTaken() throws Exception {
    try (EmbeddedKafka other = EmbeddedKafka.start()) {
      assertThatThrownBy(() -> quickstart(shop(1, 1, 1, Scenario.CALM), other.port()).run())
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
    assertThat(summary.rules().get(0).dropped()).isEqualTo(NONE);
    assertThat(summary.services()).hasSize(12);
    assertThat(summary.edges())
        .extracting(edge -> edge.client() + "-" + edge.server())
        .contains("user-gateway", "checkout-payment", "checkout-notification", "inventory-stock");
    assertThat(summary.edges()).extracting(Edge::calls).allMatch(calls -> calls > 0);
  }

  /** All of it, unless the machine was too busy to be on time. */
  private static void assertAgrees(Result result) {
    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(result.report().orElseThrow().verdict().findings()).allMatch(Finding::agrees);
    assertThat(result.summary().undecided()).isZero();
  }

  private Quickstart quickstart(QuickstartSettings settings, int port) {
    QuickstartSettings chosen =
        new QuickstartSettings(settings.shop(), settings.input(), settings.rules(), port);
    return new Quickstart(
        chosen, Clock.systemUTC(), LiveViews.lines(false, lines::add), interrupted::get);
  }

  private static QuickstartSettings shop(long seed, double rate, int seconds, Scenario scenario) {
    Plan plan = new Plan(seed, rate, Duration.ofSeconds(seconds), scenario);
    return new QuickstartSettings(plan, List.of(), null, 0);
  }

  private static QuickstartSettings replay(Path... files) {
    Plan unused = new Plan(1, 1, Duration.ofSeconds(1), Scenario.CALM);
    return new QuickstartSettings(unused, List.of(files), null, 0);
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
