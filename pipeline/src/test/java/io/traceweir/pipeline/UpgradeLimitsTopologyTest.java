// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.PipelineSettings.AfterLimit;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes back of a trace that was decided at its limit of three spans, and dropped. */
class UpgradeLimitsTopologyTest {
  private static final int LIMIT = 3;

  private static final String RULES =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100%, late_upgrade: true }
        - { name: rest, keep: 0% }
      """;

  @TempDir Path stateDir;

  private PipelineDriver start(Partitioning partitioning, AfterLimit after) {
    PipelineSettings quick = QuickSettings.of("unused:9092", stateDir, partitioning);
    return new PipelineDriver(
        QuickSettings.withRules(QuickSettings.limited(quick, LIMIT, after), RULES));
  }

  /** Five spans in one request, and nothing wrong with them: the limit lies in the middle. */
  private static TraceBuilder giant() {
    return Traces.trace("a")
        .root("root")
        .service("shop")
        .child("b")
        .child("c")
        .child("d")
        .child("e");
  }

  /** As many as the limit allows. */
  private static TraceBuilder small() {
    return Traces.trace("a").root("root").service("shop").child("b").child("c");
  }

  /** Comes after the decision: a failed span and one that is not. */
  private static TraceBuilder late(int round) {
    return Traces.trace("a")
        .orphan("late failure " + round)
        .spanId("a00000000000000" + round)
        .service("stock")
        .error()
        .child("late call " + round)
        .spanId("b00000000000000" + round);
  }

  /** The trace is dropped, comes back, and more of it follows. */
  private static void run(PipelineDriver pipeline, TraceBuilder early) {
    pipeline.clock(0);
    pipeline.send(early, 0);
    pipeline.clock(10_000);
    assertThat(pipeline.say(early, "outcome")).isEqualTo("dropped");
    pipeline.send(late(1), 10_000);
    pipeline.clock(11_000);
    pipeline.recall();
    pipeline.wall(1_000);
    pipeline.send(late(2), 11_000);
    pipeline.clock(12_000);
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldBringBackTheLimitsWorthAndTheEssentials(Partitioning partitioning) {
    try (PipelineDriver pipeline = start(partitioning, AfterLimit.ESSENTIALS)) {
      run(pipeline, giant());

      assertThat(pipeline.say(giant(), "trigger")).isEqualTo("span_limit");
      assertThat(names(pipeline))
          .containsExactly("root", "b", "c", "late failure 1", "late failure 2");
      // "d", "e" and "late call 1", and then "late call 2" too
      assertThat(cutSpans(pipeline)).containsExactly("3", "", "", "", "4");
      verifyEvent(pipeline, "3");
      assertThat(beyond(pipeline)).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldBringBackTheLimitsWorthAndNoMore(Partitioning partitioning) {
    try (PipelineDriver pipeline = start(partitioning, AfterLimit.DROP)) {
      run(pipeline, giant());

      assertThat(names(pipeline)).containsExactly("root", "b", "c");
      assertThat(cutSpans(pipeline)).containsExactly("4", "", "");
      verifyEvent(pipeline, "4");
      assertThat(beyond(pipeline)).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldBringBackEverythingWhenToldTo(Partitioning partitioning) {
    try (PipelineDriver pipeline = start(partitioning, AfterLimit.KEEP)) {
      run(pipeline, giant());

      assertThat(names(pipeline)).hasSize(9);
      assertThat(cutSpans(pipeline)).containsOnly("");
      verifyEvent(pipeline, "");
      assertThat(beyond(pipeline)).isZero();
    }
  }

  /** As late fragments of a kept trace are, that no limit decided. */
  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldBringBackEverythingWhenNoLimitDecided(Partitioning partitioning) {
    try (PipelineDriver pipeline = start(partitioning, AfterLimit.DROP)) {
      run(pipeline, small());

      assertThat(pipeline.say(small(), "trigger")).isEqualTo("root");
      assertThat(names(pipeline)).hasSize(7);
      assertThat(Outputs.say(pipeline.upgrades().get(0), "flags")).doesNotContain("limited");
      assertThat(beyond(pipeline)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(AfterLimit.class)
  void shouldCountEverySpanOnceWhateverIsCut(AfterLimit after) throws Exception {
    try (PipelineDriver pipeline = start(Partitioning.ANY, after)) {
      run(pipeline, giant());
      pipeline.clock(20_000);

      assertThat(pipeline.sums().spans()).isEqualTo(9);
    }
  }

  private static void verifyEvent(PipelineDriver pipeline, String cutSpans) {
    assertThat(pipeline.upgrades()).hasSize(1);
    LogRecord event = pipeline.upgrades().get(0);
    assertThat(Outputs.say(event, "spans")).isEqualTo("7");
    assertThat(Outputs.say(event, "cut_spans")).isEqualTo(cutSpans);
    assertThat(Outputs.say(event, "flags")).contains("limited").contains("upgraded");
  }

  private static List<String> names(PipelineDriver pipeline) {
    return pipeline.keptSpans().stream().map(Span::getName).toList();
  }

  private static List<String> cutSpans(PipelineDriver pipeline) {
    return pipeline.keptSpans().stream()
        .map(span -> Outputs.attributes(span.getAttributesList()))
        .map(attributes -> attributes.getOrDefault("traceweir.cut_spans", ""))
        .toList();
  }

  private static double beyond(PipelineDriver pipeline) {
    return pipeline.meters.get("traceweir.beyond.limit").tag("what", "spans").counter().count();
  }
}
