// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path stateDir;
  private EmbeddedKafka kafka;
  private TestTopics topics;

  @BeforeEach
  void startKafka() {
    kafka = EmbeddedKafka.start();
    kafka.createTopic("otlp_spans", 3, Map.of());
    kafka.createTopic("otlp_logs", 3, Map.of());
    topics = new TestTopics(kafka.bootstrapServers());
  }

  @AfterEach
  void stopKafka() {
    topics.close();
    kafka.close();
  }

  private Pipeline start(PipelineSettings settings) throws PipelineException {
    return Pipeline.start(settings, new SimpleMeterRegistry(), Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldKeepFailedTracesWithTheirLogsAndDropTheRest(Partitioning partitioning)
      throws Exception {
    TraceBuilder failed =
        Traces.trace("a")
            .root("GET /")
            .service("shop")
            .child("db")
            .error()
            .log(SeverityNumber.SEVERITY_NUMBER_ERROR, "no stock");
    TraceBuilder fine = Traces.trace("b").root("GET /").service("shop").child("db");

    try (Pipeline pipeline =
        start(QuickSettings.of(kafka.bootstrapServers(), stateDir, partitioning))) {
      topics.send(failed);
      topics.send(fine);
      Map<String, LogRecord> decisions = topics.decisions(2, PATIENCE);

      assertThat(attribute(decisions.get(failed.traceId()), "traceweir.outcome")).isEqualTo("kept");
      assertThat(attribute(decisions.get(failed.traceId()), "traceweir.rule")).isEqualTo("errors");
      assertThat(attribute(decisions.get(failed.traceId()), "traceweir.trigger")).isEqualTo("root");
      assertThat(attribute(decisions.get(fine.traceId()), "traceweir.outcome"))
          .isEqualTo("dropped");
      List<Span> kept = topics.keptSpans(2, PATIENCE);
      assertThat(kept).extracting(Span::getName).containsExactlyInAnyOrder("GET /", "db");
      assertThat(kept).allSatisfy(s -> assertThat(s.getTraceState()).isEqualTo("ot=th:0"));
      assertThat(topics.keptLogs(1, PATIENCE))
          .extracting(l -> l.getBody().getStringValue())
          .containsExactly("no stock");
      assertThat(topics.calls(4, PATIENCE))
          .containsEntry("shop|GET /|2|0", 2L)
          .containsEntry("shop|db|1|2", 1L)
          .containsEntry("shop|db|1|0", 1L);
      assertThat(pipeline.failure()).isNull();
    }
  }

  private static String attribute(@Nullable LogRecord decision, String key) {
    return Objects.requireNonNull(decision).getAttributesList().stream()
        .filter(a -> a.getKey().equals(key))
        .map(a -> a.getValue())
        .map(AnyValue::getStringValue)
        .findFirst()
        .orElseThrow();
  }

  /** What was said about a topic that is read no more must not hold the clock. */
  @Test
  void shouldGoOnWhenLogsAreNoLongerRead() throws Exception {
    // What takes over from a member that is gone waits until its session has expired.
    PipelineSettings both =
        QuickSettings.with(
            QuickSettings.of(kafka.bootstrapServers(), stateDir),
            Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "1500"));
    TraceBuilder before = Traces.trace("before").root("GET /").error();
    before.log(SeverityNumber.SEVERITY_NUMBER_INFO, "a line");
    try (Pipeline pipeline = start(both)) {
      topics.send(before);
      topics.decisions(1, PATIENCE);
      assertThat(pipeline.failure()).isNull();
    }
    PipelineSettings.Input i = both.input();
    var spansOnly =
        new PipelineSettings.Input(
            i.spans(), List.of(), i.encoding(), i.partitioning(), i.startFrom(), i.maxFuture());
    try (Pipeline pipeline =
            start(
                new PipelineSettings(
                    both.kafka(),
                    spansOnly,
                    both.fragments(),
                    both.traces(),
                    both.sampling(),
                    both.output(),
                    both.metrics()));
        var outputs = new Outputs(kafka.bootstrapServers())) {
      int[] number = new int[1];
      // Traffic that never pauses: silence would help.
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .pollInSameThread()
          .untilAsserted(
              () -> {
                topics.send(Traces.trace("after " + number[0]++).root("GET /").error());
                assertThat(outputs.decisions().size()).isGreaterThan(20);
              });
      assertThat(pipeline.failure()).isNull();
    }
  }

  @Test
  void shouldSayWhichInputTopicIsMissing() throws Exception {
    kafka.admin().deleteTopics(List.of("otlp_logs")).all().get();

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> start(QuickSettings.of(kafka.bootstrapServers(), stateDir)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("otlp_logs does not exist")
        .hasMessageContaining("traceweir topics create");
  }
}
