// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.tracestate.OtelTraceState;
import io.traceweir.tracestate.Threshold;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rule that keeps so much a second. */
class RateTopologyTest {
  private static final String RULES =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: { traces_per_second: 5 }, late_upgrade: true }
        - { name: payments, when: root.service == "payments", keep: 0% }
        - { name: rest, keep: { spans_per_second: 10 } }
      """;

  private static final int TRACES = 600;
  private static final long EVERY_MILLIS = 100;
  private static final long END_MILLIS = TRACES * EVERY_MILLIS + 10_000;

  @TempDir Path stateDir;

  private PipelineDriver start(Partitioning partitioning, String name) {
    PipelineSettings quick = QuickSettings.of("unused:9092", stateDir.resolve(name), partitioning);
    return new PipelineDriver(QuickSettings.withRules(quick, RULES));
  }

  /** Three spans each: 30 a second, three times as many as may be kept. */
  private static List<TraceBuilder> traffic() {
    Random random = new Random(1);
    List<TraceBuilder> traces = new ArrayList<>();
    for (int i = 0; i < TRACES; i++) {
      byte[] id = new byte[16];
      random.nextBytes(id);
      traces.add(
          Traces.trace("rest " + i)
              .traceId(HexFormat.of().formatHex(id))
              .root("GET /")
              .service("shop")
              .child("db")
              .sibling("cache"));
    }
    return traces;
  }

  private static void live(PipelineDriver pipeline, List<TraceBuilder> traces) {
    pipeline.clock(0);
    for (int i = 0; i < traces.size(); i++) {
      pipeline.clock(i * EVERY_MILLIS);
      pipeline.send(traces.get(i), i * EVERY_MILLIS);
    }
    pipeline.clock(END_MILLIS);
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldMarkWhatItKeepsWithTheThresholdOfThatMoment(Partitioning partitioning) {
    List<TraceBuilder> traces = traffic();
    try (PipelineDriver pipeline = start(partitioning, "live")) {
      live(pipeline, traces);

      Map<String, LogRecord> decisions = pipeline.decisions();
      Map<String, List<Span>> kept = keptById(pipeline);
      assertThat(decisions).hasSize(TRACES);
      assertThat(kept.size()).isBetween(150, 250);
      double standFor = 0;
      for (TraceBuilder trace : traces) {
        LogRecord decision = Objects.requireNonNull(decisions.get(trace.traceId()));
        long threshold = verifyDecision(decision, kept.containsKey(trace.traceId()));
        for (Span span : kept.getOrDefault(trace.traceId(), List.of())) {
          assertThat(OtelTraceState.parse(span.getTraceState()).threshold()).isEqualTo(threshold);
          standFor += Threshold.adjustedCount(threshold);
        }
      }
      assertThat(standFor).isCloseTo(3.0 * TRACES, within(0.3 * 3 * TRACES));
      double now = pipeline.meters.get("traceweir.rule.probability").gauge().value();
      assertThat(now).isCloseTo(1 / 3.0, within(0.02));
    }
  }

  /** Returns the threshold that the decision says. */
  private static long verifyDecision(LogRecord decision, boolean isKept) {
    long threshold =
        OtelTraceState.parse("ot=th:" + Outputs.say(decision, "threshold")).threshold();
    double probability = Double.parseDouble(Outputs.say(decision, "probability"));
    long randomness = Long.parseLong(Outputs.say(decision, "randomness"), 16);
    assertThat(Outputs.say(decision, "rule")).isEqualTo("rest");
    assertThat(probability).isBetween(0.25, 1.0).isEqualTo(Threshold.probability(threshold));
    assertThat(isKept).isEqualTo(randomness >= threshold);
    assertThat(Outputs.say(decision, "outcome")).isEqualTo(isKept ? "kept" : "dropped");
    return threshold;
  }

  private static Map<String, List<Span>> keptById(PipelineDriver pipeline) {
    return pipeline.keptSpans().stream()
        .collect(
            Collectors.groupingBy(
                span -> HexFormat.of().formatHex(span.getTraceId().toByteArray())));
  }

  /** One source is a minute behind, so all of that minute is decided in a single tick. */
  @Test
  void shouldSampleABacklogAsItWouldHaveBeenLive() {
    List<TraceBuilder> traces = traffic();
    Map<String, String> live;
    try (PipelineDriver pipeline = start(Partitioning.ANY, "live")) {
      live(pipeline, traces);
      live = verdicts(pipeline);
    }
    try (PipelineDriver pipeline = start(Partitioning.ANY, "backlog")) {
      pipeline.clock(0);
      for (int i = 0; i < traces.size(); i++) {
        pipeline.send(traces.get(i), i * EVERY_MILLIS);
      }
      assertThat(pipeline.decisions()).isEmpty();
      pipeline.clock(END_MILLIS);

      assertThat(verdicts(pipeline)).hasSize(TRACES).isEqualTo(live);
    }
  }

  private static Map<String, String> verdicts(PipelineDriver pipeline) {
    Map<String, String> verdicts = new TreeMap<>();
    pipeline
        .decisions()
        .forEach(
            (trace, decision) ->
                verdicts.put(
                    trace,
                    Outputs.say(decision, "outcome") + " " + Outputs.say(decision, "threshold")));
    return verdicts;
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldBringBackByTheRateOfTheMoment(Partitioning partitioning) {
    TraceBuilder early = Traces.trace("a").root("POST /pay").service("payments");
    TraceBuilder late = Traces.trace("a").orphan("db").spanId("00000000000000aa").error();
    try (PipelineDriver pipeline = start(partitioning, "late")) {
      pipeline.clock(0);
      pipeline.send(early, 0);
      pipeline.clock(10_000);
      assertThat(pipeline.say(early, "rule")).isEqualTo("payments");
      pipeline.send(late, 10_000);
      pipeline.clock(11_000);
      pipeline.recall();
      pipeline.wall(1_000);

      assertThat(pipeline.keptSpans())
          .extracting(Span::getName)
          .containsExactlyInAnyOrder("POST /pay", "db");
      assertThat(pipeline.keptSpans()).allMatch(span -> span.getTraceState().isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldNotBringBackWhatItDroppedForItsRate(Partitioning partitioning) {
    List<TraceBuilder> storm = traffic();
    storm.forEach(TraceBuilder::error);
    try (PipelineDriver pipeline = start(partitioning, "storm")) {
      pipeline.clock(0);
      storm.forEach(trace -> pipeline.send(trace, 0));
      pipeline.clock(60_000);
      pipeline.send(Traces.trace("calm").root("GET /").error(), 60_000);
      pipeline.clock(120_000);
      assertThat(pipeline.say(Traces.trace("calm"), "probability")).isEqualTo("1.0");
      int kept = pipeline.keptSpans().size();

      for (TraceBuilder trace : storm) {
        pipeline.send(Traces.trace("x").traceId(trace.traceId()).orphan("late").error(), 120_000);
      }
      pipeline.clock(121_000);
      pipeline.recall();
      pipeline.wall(1_000);

      assertThat(kept).isBetween(3 * 15, 3 * 45); // of 600 traces at once
      assertThat(pipeline.upgrades()).isEmpty();
      assertThat(pipeline.meters.get("traceweir.recalled").tag("what", "traces").counter().count())
          .isZero();
    }
  }
}
