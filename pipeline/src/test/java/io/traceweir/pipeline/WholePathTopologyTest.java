// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Traces from the input topics to the outputs, under both partitionings. */
class WholePathTopologyTest {
  @TempDir Path stateDir;

  private static TraceBuilder failed() {
    return Traces.trace("failed")
        .root("GET /")
        .service("shop")
        .child("db")
        .error()
        .log(SeverityNumber.SEVERITY_NUMBER_INFO, "no stock");
  }

  private static TraceBuilder fine() {
    return Traces.trace("fine")
        .root("GET /")
        .service("shop")
        .child("db")
        .log(SeverityNumber.SEVERITY_NUMBER_INFO, "in stock");
  }

  private static TraceBuilder late(String trace) {
    return Traces.trace(trace).orphan("late").spanId("00000000000000aa").service("shop");
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldDecideSoonAfterTheRoot(Partitioning partitioning) {
    try (var pipeline = new PipelineDriver(partitioning, stateDir)) {
      pipeline.clock(0);
      pipeline.send(failed(), 0);
      pipeline.send(fine(), 0);
      pipeline.clock(999);
      assertThat(pipeline.decisions()).isEmpty();

      pipeline.clock(1_000);
      assertThat(pipeline.decisions()).hasSize(2);
      assertThat(pipeline.say(failed(), "outcome")).isEqualTo("kept");
      assertThat(pipeline.say(failed(), "trigger")).isEqualTo("root");
      assertThat(pipeline.say(failed(), "rule")).isEqualTo("errors");
      assertThat(pipeline.say(fine(), "outcome")).isEqualTo("dropped");
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldEmitKeptSpansAndTheirLogsOnly(Partitioning partitioning) {
    try (var pipeline = new PipelineDriver(partitioning, stateDir)) {
      pipeline.clock(0);
      pipeline.send(failed(), 0);
      pipeline.send(fine(), 0);
      pipeline.clock(1_000);

      assertThat(pipeline.records("otlp_spans_kept")).hasSize(1);
      TestRecord<byte[], byte[]> spans = pipeline.records("otlp_spans_kept").get(0);
      assertThat(new String(spans.key(), StandardCharsets.US_ASCII)).isEqualTo(failed().traceId());
      assertThat(spans.headers().lastHeader("traceweir.rule").value())
          .asString()
          .isEqualTo("errors");
      assertThat(spans.headers().lastHeader("traceweir.trigger").value())
          .asString()
          .isEqualTo("root");
      assertThat(pipeline.keptSpans()).extracting(Span::getName).containsExactly("GET /", "db");
      assertThat(pipeline.keptLogs())
          .extracting(l -> l.getBody().getStringValue())
          .containsExactly("no stock");
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldTimeOutWithoutARoot(Partitioning partitioning) {
    TraceBuilder trace = Traces.trace("a").orphan("work").service("shop").error();
    try (var pipeline = new PipelineDriver(partitioning, stateDir)) {
      pipeline.clock(0);
      pipeline.send(trace, 0);
      pipeline.clock(4_999);
      assertThat(pipeline.decisions()).isEmpty();

      pipeline.clock(5_000);
      assertThat(pipeline.say(trace, "trigger")).isEqualTo("timeout");
      assertThat(pipeline.say(trace, "outcome")).isEqualTo("kept");
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldLetLateFragmentsFollowTheDecision(Partitioning partitioning) throws Exception {
    try (var pipeline = new PipelineDriver(partitioning, stateDir)) {
      pipeline.clock(0);
      pipeline.send(failed(), 0);
      pipeline.send(fine(), 0);
      pipeline.clock(1_000);
      pipeline.send(late("failed"), 1_000);
      pipeline.send(late("fine").error(), 1_000);
      assertThat(pipeline.records("otlp_spans_kept")).hasSize(1);

      pipeline.clock(1_250);
      assertThat(pipeline.records("otlp_spans_kept")).hasSize(2);
      TestRecord<byte[], byte[]> late = pipeline.records("otlp_spans_kept").get(1);
      assertThat(late.headers().lastHeader("traceweir.trigger").value())
          .asString()
          .isEqualTo("late");
      assertThat(late.headers().lastHeader("traceweir.rule").value())
          .asString()
          .isEqualTo("errors");
      assertThat(TestTopics.spans(late.value())).extracting(Span::getName).containsExactly("late");
      pipeline.clock(10_000);
      assertThat(pipeline.decisions()).hasSize(2);
      assertThat(pipeline.sums().calls())
          .containsEntry("shop|late|2|0", 1L)
          .containsEntry("shop|late|2|2", 1L);
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldCountDuplicatesOnceBeforeAndAfterTheDecision(Partitioning partitioning)
      throws Exception {
    try (var pipeline = new PipelineDriver(partitioning, stateDir)) {
      pipeline.clock(0);
      pipeline.send(failed(), 0);
      pipeline.send(failed(), 100);
      pipeline.clock(1_000);
      pipeline.send(failed(), 1_000);
      pipeline.clock(2_000);
      pipeline.send(failed(), 2_000);
      pipeline.clock(6_000);

      assertThat(pipeline.say(failed(), "spans")).isEqualTo("2");
      assertThat(pipeline.say(failed(), "logs")).isEqualTo("1");
      assertThat(pipeline.keptSpans()).hasSize(2);
      assertThat(pipeline.keptLogs()).hasSize(1);
      assertThat(pipeline.sums().calls())
          .isEqualTo(Map.of("shop|GET /|2|0", 1L, "shop|db|1|2", 1L));
      assertThat(pipeline.meters.counter("traceweir.duplicates", "when", "before_decision").count())
          .isEqualTo(2);
      assertThat(pipeline.meters.counter("traceweir.duplicates", "when", "after_decision").count())
          .isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldDecideTheLastTracesWhenNothingElseComes(Partitioning partitioning) {
    try (var pipeline = new PipelineDriver(partitioning, stateDir)) {
      pipeline.clock(0);
      pipeline.send(Traces.trace("a").orphan("work").error(), 0);
      pipeline.wall(60_000);
      assertThat(pipeline.decisions()).isEmpty();

      pipeline.silence(7);
      assertThat(pipeline.decisions()).hasSize(1);
      assertThat(pipeline.keptSpans()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldNotLetOneRecordAYearAheadMoveTheClock(Partitioning partitioning) {
    long year = 365L * 24 * 3600 * 1000;
    TraceBuilder waiting = Traces.trace("a").orphan("work");
    TraceBuilder ahead = Traces.trace("b").orphan("work");
    try (var pipeline = new PipelineDriver(partitioning, stateDir)) {
      pipeline.clock(0);
      pipeline.send(waiting, 0);
      pipeline.send(ahead, year);
      pipeline.clock(1_000);
      assertThat(pipeline.decisions()).isEmpty();
      assertThat(pipeline.meters.counter("traceweir.clamped", "what", "record_timestamp").count())
          .isEqualTo(1);

      pipeline.clock(5_000);
      assertThat(pipeline.decisions()).containsOnlyKeys(waiting.traceId());
    }
  }
}
