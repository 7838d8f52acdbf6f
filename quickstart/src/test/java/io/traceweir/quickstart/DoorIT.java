// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.traceweir.app.outcome.RuleTally.Count;
import io.traceweir.app.outcome.Summary;
import io.traceweir.quickstart.Quickstart.Result;
import io.traceweir.quickstart.Settlement.Ending;
import io.traceweir.quickstart.live.LiveViews;
import io.traceweir.quickstart.traffic.Scenario;
import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One's own spans and logs, sent by an SDK to a quickstart. */
@Timeout(180)
class DoorIT {
  private static final Pattern ENDPOINT =
      Pattern.compile("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:(\\d+) ");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AtomicBoolean interrupted = new AtomicBoolean();

  @Test
  void shouldDecideOnesOwnTracesUntilInterrupted() throws Exception {
    DoorChoice any = DoorChoice.of("0", true);
    CompletableFuture<Result> running = start(settings(any, Duration.ofDays(1)));
    await().atMost(Duration.ofSeconds(60)).until(() -> port() > 0 || running.isDone());

    sendTraces(port(), 20);
    interrupted.set(true);
    Result result = running.get(120, TimeUnit.SECONDS);

    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
    Summary summary = result.summary();
    assertThat(summary.sent()).isEqualTo(new Count(20, 40, 20));
    assertThat(summary.decided()).isEqualTo(summary.sent());
    assertThat(summary.undecided()).isZero();
    assertThat(summary.withErrors()).isEqualTo(10);
    assertThat(
            summary.rules().stream()
                .filter(rule -> !rule.rule().equals("rest"))
                .mapToLong(rule -> rule.kept().traces())
                .sum())
        .isEqualTo(10);
    assertThat(lines)
        .anyMatch(line -> line.matches("through the OTLP door: .* 20 traces, 40 spans, 20 logs"));
  }

  @Test
  void shouldStartWithoutADoorWhenTheUsualPortIsTaken() throws Exception {
    interrupted.set(true);
    try (ServerSocket other = taken()) {
      var choice = new DoorChoice(DoorChoice.Need.IF_FREE, other.getLocalPort(), false);
      Result result = quickstart(settings(choice, Duration.ofSeconds(1))).run();

      assertThat(result.ending()).isEqualTo(Ending.INTERRUPTED);
      assertThat(lines)
          .contains(
              "port "
                  + other.getLocalPort()
                  + " is in use, no OTLP door; --otlp-port 0 for any free one");
      assertThat(port()).isZero();
    }
  }

  @Test
  void shouldNotStartWhenTheChosenPortIsTaken() throws Exception {
    try (ServerSocket other = taken()) {
      DoorChoice chosen = DoorChoice.of(Integer.toString(other.getLocalPort()), false);
      assertThatThrownBy(() -> quickstart(settings(chosen, Duration.ofSeconds(1))).run())
          .isInstanceOf(QuickstartException.class)
          .hasMessageContaining("port " + other.getLocalPort() + " is in use")
          .hasMessageContaining("--otlp-port");
      assertThat(lines).isEmpty();
    }
  }

  private static ServerSocket taken() throws Exception {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private CompletableFuture<Result> start(QuickstartSettings settings) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return quickstart(settings).run();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private Quickstart quickstart(QuickstartSettings settings) {
    return new Quickstart(
        settings, Clock.systemUTC(), LiveViews.lines(false, lines::add), interrupted::get);
  }

  private static QuickstartSettings settings(DoorChoice door, Duration duration) {
    Plan shop = new Plan(1, 1, duration, Scenario.CALM);
    return new QuickstartSettings(shop, List.of(), null, 0, door);
  }

  /** As the user is told; 0 when nothing was said. */
  private int port() {
    return lines.stream()
        .map(ENDPOINT::matcher)
        .filter(Matcher::find)
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .findFirst()
        .orElse(0);
  }

  /** Every other one fails. */
  private static void sendTraces(int port, int count) {
    String endpoint = "http://localhost:" + port;
    var spans = OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build();
    var logs = OtlpHttpLogRecordExporter.builder().setEndpoint(endpoint + "/v1/logs").build();
    try (SdkTracerProvider tracing =
            SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(spans).build())
                .build();
        SdkLoggerProvider logging =
            SdkLoggerProvider.builder()
                .addLogRecordProcessor(BatchLogRecordProcessor.builder(logs).build())
                .build()) {
      for (int i = 0; i < count; i++) {
        sendTrace(tracing, logging, i % 2 == 0);
      }
      assertThat(tracing.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
      assertThat(logging.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
  }

  private static void sendTrace(
      SdkTracerProvider tracing, SdkLoggerProvider logging, boolean fails) {
    var tracer = tracing.get("own");
    Span root = tracer.spanBuilder("GET /").setSpanKind(SpanKind.SERVER).startSpan();
    Context inRoot = Context.root().with(root);
    Span child = tracer.spanBuilder("work").setParent(inRoot).startSpan();
    logging.get("own").logRecordBuilder().setContext(inRoot).setSeverity(Severity.INFO).emit();
    if (fails) {
      child.setStatus(StatusCode.ERROR);
    }
    child.end();
    root.end();
  }
}
