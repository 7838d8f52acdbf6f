// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.PipelineSettings.AfterLimit;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of a trace that is over its limit of three spans and log records. */
class LimitsTopologyTest {
  private static final int LIMIT = 3;

  @TempDir Path stateDir;

  private PipelineDriver pipeline(AfterLimit after) {
    PipelineSettings quick = QuickSettings.of("unused:9092", stateDir);
    var pipeline = new PipelineDriver(QuickSettings.limited(quick, LIMIT, after));
    pipeline.clock(0);
    return pipeline;
  }

  /** Six spans in one request, kept because one failed: the limit lies in the middle. */
  private static TraceBuilder giant() {
    return Traces.trace("a")
        .root("root")
        .service("shop")
        .child("b")
        .child("c")
        .child("d")
        .child("failed")
        .error()
        .sibling("f");
  }

  /** More of the same trace, later: an entry span, a failed one below it, and others. */
  private static TraceBuilder more(int round) {
    return Traces.trace("a")
        .orphan("entry " + round)
        .spanId("a00000000000000" + round)
        .service("stock")
        .child("inner " + round)
        .spanId("b00000000000000" + round)
        .child("late failure " + round)
        .spanId("c00000000000000" + round)
        .error()
        .up()
        .sibling("other " + round)
        .spanId("d00000000000000" + round);
  }

  @Test
  void shouldKeepTheEssentialsOfASingleRequestThatIsOverTheLimit() {
    try (PipelineDriver pipeline = pipeline(AfterLimit.ESSENTIALS)) {
      pipeline.send(giant(), 0);

      assertThat(pipeline.keptSpans())
          .extracting(Span::getName)
          .containsExactly("root", "b", "c", "d", "failed");
      assertThat(cutSpans(pipeline.keptSpans().get(0))).isEqualTo("1");
      assertThat(pipeline.say(giant(), "trigger")).isEqualTo("span_limit");
      assertThat(pipeline.say(giant(), "flags")).contains("limited");
      assertThat(pipeline.say(giant(), "spans")).isEqualTo("6");
      assertThat(pipeline.say(giant(), "cut_spans")).isEqualTo("1");
      assertThat(beyond(pipeline, "spans")).isEqualTo(1);
    }
  }

  @Test
  void shouldDropWhatASingleRequestHoldsBeyondTheLimit() {
    try (PipelineDriver pipeline = pipeline(AfterLimit.DROP)) {
      pipeline.send(giant(), 0);

      assertThat(pipeline.keptSpans()).extracting(Span::getName).containsExactly("root", "b", "c");
      assertThat(cutSpans(pipeline.keptSpans().get(0))).isEqualTo("3");
    }
  }

  @Test
  void shouldKeepEverythingWhenToldTo() {
    try (PipelineDriver pipeline = pipeline(AfterLimit.KEEP)) {
      pipeline.send(giant(), 0);
      pipeline.send(more(1), 100);
      pipeline.clock(1_000);

      assertThat(pipeline.keptSpans()).hasSize(10);
      assertThat(pipeline.keptSpans()).extracting(LimitsTopologyTest::cutSpans).containsOnly("");
      assertThat(pipeline.say(giant(), "cut_spans")).isEmpty();
      assertThat(pipeline.say(giant(), "flags")).contains("limited");
    }
  }

  @Test
  void shouldKeepTheEssentialsOfWhatComesLaterAndSayHowMuchIsCutInAll() {
    try (PipelineDriver pipeline = pipeline(AfterLimit.ESSENTIALS)) {
      pipeline.send(giant(), 0);
      pipeline.send(more(1), 100);
      pipeline.clock(1_000);
      pipeline.send(more(2), 1_000);
      pipeline.clock(2_000);

      List<Span> late = pipeline.keptSpans().subList(5, 11);
      assertThat(late)
          .extracting(Span::getName)
          .containsExactly(
              "entry 1", "inner 1", "late failure 1", "entry 2", "inner 2", "late failure 2");
      assertThat(late)
          .extracting(LimitsTopologyTest::cutSpans)
          .containsExactly("2", "", "", "3", "", "");
      assertThat(beyond(pipeline, "spans")).isEqualTo(3);
      assertThat(late(pipeline, "kept")).isEqualTo(6);
      assertThat(late(pipeline, "dropped")).isEqualTo(2);
      assertThat(pipeline.decisions()).hasSize(1);
    }
  }

  @Test
  void shouldDropEverythingThatComesLater() {
    try (PipelineDriver pipeline = pipeline(AfterLimit.DROP)) {
      pipeline.send(giant(), 0);
      pipeline.send(more(1), 100);
      pipeline.clock(1_000);

      assertThat(pipeline.keptSpans()).hasSize(3);
      assertThat(beyond(pipeline, "spans")).isEqualTo(7);
      assertThat(late(pipeline, "dropped")).isEqualTo(4);
    }
  }

  @Test
  void shouldKeepLateLogsThatAreErrors() {
    TraceBuilder logs =
        Traces.trace("a")
            .orphan("x")
            .log(SeverityNumber.SEVERITY_NUMBER_INFO, "all is well")
            .log(SeverityNumber.SEVERITY_NUMBER_ERROR, "all is lost");
    try (PipelineDriver pipeline = pipeline(AfterLimit.ESSENTIALS)) {
      pipeline.send(giant(), 0);
      pipeline.sendLogs(logs, 100);
      pipeline.clock(1_000);

      assertThat(pipeline.keptLogs())
          .extracting(LimitsTopologyTest::body)
          .contains("all is lost")
          .doesNotContain("all is well");
      assertThat(beyond(pipeline, "logs")).isEqualTo(1);
    }
  }

  private static String body(LogRecord log) {
    return log.getBody().getStringValue();
  }

  @Test
  void shouldKeepAllThatComesLaterWhenNoLimitDecided() {
    try (PipelineDriver pipeline = pipeline(AfterLimit.DROP)) {
      pipeline.send(Traces.trace("a").root("root").error(), 0);
      pipeline.clock(1_000);
      pipeline.send(more(1), 1_000);
      pipeline.clock(2_000);

      assertThat(pipeline.say(giant(), "trigger")).isEqualTo("root");
      assertThat(pipeline.keptSpans()).hasSize(5);
      assertThat(beyond(pipeline, "spans")).isZero();
    }
  }

  @Test
  void shouldDropAllOfADroppedTrace() {
    TraceBuilder dull = Traces.trace("a").root("root").child("b").child("c").child("d");
    try (PipelineDriver pipeline = pipeline(AfterLimit.ESSENTIALS)) {
      pipeline.send(dull, 0);
      pipeline.send(more(1), 100);
      pipeline.clock(1_000);

      assertThat(pipeline.say(dull, "outcome")).isEqualTo("dropped");
      assertThat(pipeline.keptSpans()).isEmpty();
      assertThat(beyond(pipeline, "spans")).isZero();
      assertThat(late(pipeline, "dropped")).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(AfterLimit.class)
  void shouldCountEverySpanWhateverIsCut(AfterLimit after) throws Exception {
    try (PipelineDriver pipeline = pipeline(after)) {
      pipeline.send(giant(), 0);
      pipeline.send(more(1), 100);
      pipeline.send(more(1), 300);
      pipeline.clock(10_000);

      assertThat(pipeline.sums().spans()).isEqualTo(10);
      assertThat(pipeline.sums().calls())
          .containsEntry("shop|failed|1|2", 1L)
          .containsEntry("shop|f|1|0", 1L)
          .containsEntry("stock|other 1|1|0", 1L);
    }
  }

  private static String cutSpans(Span span) {
    return Outputs.attributes(span.getAttributesList()).getOrDefault("traceweir.cut_spans", "");
  }

  private static double beyond(PipelineDriver pipeline, String what) {
    return pipeline.meters.get("traceweir.beyond.limit").tag("what", what).counter().count();
  }

  private static double late(PipelineDriver pipeline, String outcome) {
    return pipeline.meters.get("traceweir.late.spans").tag("outcome", outcome).counter().count();
  }
}
