// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.rules.RuleSet;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.yaml.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules that are exchanged while traces wait. */
class ReloadTopologyTest {
  private static final RuleSet BEFORE =
      QuickSettings.rules(
          """
          version: 1
          rules:
            - { name: errors, when: trace.error, keep: 100% }
            - { name: rest, keep: 0% }
          """);

  /** Reads other attributes, so everything has another slot. */
  private static final RuleSet AFTER =
      QuickSettings.rules(
          """
          version: 1
          rules:
            - { name: vip, when: 'root.attributes["customer"] == "vip"', keep: 100% }
            - { name: others, keep: 0% }
          """);

  private static final RuleSet UPGRADING =
      QuickSettings.rules(
          """
          version: 1
          rules:
            - { name: errors, when: trace.error, keep: 100%, late_upgrade: { max_per_second: 5 } }
            - { name: rest, keep: 0% }
          """);

  private static final RuleSet UPGRADING_OTHERWISE =
      QuickSettings.rules(
          """
          version: 1
          rules:
            - name: failures
              when: trace.error_count > 0
              keep: 100%
              late_upgrade: { max_per_second: 5 }
            - { name: anything, keep: 0% }
          """);

  @TempDir Path stateDir;

  /** Of the pipeline that was started. */
  private LiveRules live = new LiveRules(BEFORE);

  private PipelineDriver start(Partitioning partitioning, RuleSet rules) {
    PipelineSettings quick = QuickSettings.of("unused:9092", stateDir, partitioning);
    PipelineSettings settings = QuickSettings.withRules(quick, rules);
    live = settings.sampling().live();
    return new PipelineDriver(settings);
  }

  private void load(RuleSet rules) {
    live.load(rules, Instant.EPOCH);
  }

  private static TraceBuilder failed(String seed) {
    return Traces.trace(seed).root("GET /").service("shop").attribute("size", 7).error();
  }

  private static TraceBuilder vip(String seed) {
    return Traces.trace(seed).root("GET /").service("shop").attribute("customer", "vip");
  }

  private static TraceBuilder late(String seed) {
    return Traces.trace(seed).orphan("late").service("shop").spanId("00000000000000aa");
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldDecideByTheRulesOfTheTickAndSayWhich(Partitioning partitioning) throws Exception {
    try (var pipeline = start(partitioning, BEFORE)) {
      pipeline.clock(0);
      pipeline.send(failed("a"), 0);
      pipeline.send(vip("b"), 0);
      pipeline.clock(2_000);
      pipeline.send(failed("c"), 2_000);
      pipeline.send(vip("d"), 2_000);
      load(AFTER);
      pipeline.clock(4_000);

      verify(pipeline, failed("a"), "kept", "errors", BEFORE);
      verify(pipeline, vip("b"), "dropped", "rest", BEFORE);
      verify(pipeline, failed("c"), "dropped", "others", AFTER);
      verify(pipeline, vip("d"), "kept", "vip", AFTER);
      assertThat(pipeline.keptSpans()).hasSize(2);
      pipeline.clock(8_000);
      assertThat(pipeline.sums().spans()).isEqualTo(4);
    }
  }

  private static void verify(
      PipelineDriver pipeline, TraceBuilder trace, String outcome, String rule, RuleSet by) {
    assertThat(pipeline.say(trace, "outcome")).isEqualTo(outcome);
    assertThat(pipeline.say(trace, "rule")).isEqualTo(rule);
    assertThat(pipeline.say(trace, "rules_hash")).isEqualTo(by.hash());
  }

  /** The memory knows the name of the rule, whether there is one or not. */
  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldLetLatePartsFollowADecisionOfARuleThatIsGone(Partitioning partitioning) {
    try (var pipeline = start(partitioning, BEFORE)) {
      pipeline.clock(0);
      pipeline.send(failed("a"), 0);
      pipeline.send(vip("b"), 0);
      pipeline.clock(2_000);
      load(AFTER);
      pipeline.send(late("a"), 2_000);
      pipeline.send(late("b"), 2_000);
      pipeline.clock(4_000);

      assertThat(pipeline.keptSpans()).extracting(Span::getName).containsExactly("GET /", "late");
      assertThat(pipeline.records("otlp_spans_kept"))
          .allSatisfy(
              r ->
                  assertThat(r.headers().lastHeader("traceweir.rule").value())
                      .asString()
                      .isEqualTo("errors"));
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldBringBackByTheNewRulesWhatTheOldOnesAskedFor(Partitioning partitioning) {
    try (var pipeline = startAndAsk(partitioning)) {
      load(UPGRADING_OTHERWISE);
      pipeline.recall();
      pipeline.clock(6_000);

      assertThat(pipeline.upgrades())
          .singleElement()
          .satisfies(
              event -> {
                assertThat(Outputs.say(event, "rule")).isEqualTo("failures");
                assertThat(Outputs.say(event, "decision.rule")).isEqualTo("rest");
                assertThat(Outputs.say(event, "rules_hash")).isEqualTo(UPGRADING_OTHERWISE.hash());
              });
      assertThat(pipeline.keptSpans()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldGiveUpWhatNoRuleBringsBackAnyMore(Partitioning partitioning) {
    try (var pipeline = startAndAsk(partitioning)) {
      load(BEFORE);
      pipeline.clock(5_000);
      pipeline.recall();
      pipeline.clock(6_000);

      assertThat(pipeline.upgrades()).isEmpty();
      assertThat(pipeline.keptSpans()).isEmpty();
      assertThat(upgrades(pipeline, "declined")).isEqualTo(1);
      assertThat(pipeline.recall.heldBytes()).isZero();
    }
  }

  /** What came meanwhile is in the trace that comes back, or nothing comes back. */
  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldNotBringBackATraceWithoutWhatCameWhileNoRuleWantedIt(Partitioning partitioning) {
    try (var pipeline = startAndAsk(partitioning)) {
      pipeline.recall();
      load(BEFORE);
      TraceBuilder more =
          Traces.trace("a").orphan("more").service("shop").spanId("00000000000000ab");
      pipeline.send(more, 4_000);
      pipeline.clock(5_000);
      load(UPGRADING);
      pipeline.clock(7_000);
      pipeline.recall();
      pipeline.clock(8_000);

      assertThat(pipeline.keptSpans()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldAskAgainWhenARuleWantsItAgain(Partitioning partitioning) {
    try (var pipeline = startAndAsk(partitioning)) {
      load(BEFORE);
      pipeline.clock(5_000);
      load(UPGRADING);
      pipeline.clock(6_000);
      pipeline.recall();
      pipeline.clock(7_000);

      assertThat(pipeline.keptSpans())
          .extracting(Span::getName)
          .containsExactlyInAnyOrder("GET /", "late");
    }
  }

  /** Dropped by the rest, and an error comes late. */
  private PipelineDriver startAndAsk(Partitioning partitioning) {
    PipelineDriver pipeline = start(partitioning, UPGRADING);
    pipeline.clock(0);
    pipeline.send(Traces.trace("a").root("GET /").service("shop"), 0);
    pipeline.clock(2_000);
    pipeline.send(late("a").error(), 2_000);
    pipeline.clock(4_000);
    assertThat(pipeline.recall.asked()).isEqualTo(1);
    return pipeline;
  }

  private static double upgrades(PipelineDriver pipeline, String result) {
    return pipeline.meters.get("traceweir.upgrades").tag("result", result).counter().count();
  }

  @Test
  void shouldTellWhichRulesDecideAndWhatCameOfEveryLook() {
    try (var pipeline = start(Partitioning.ANY, BEFORE)) {
      live.begin(Instant.ofEpochSecond(5));
      assertThat(gauge(pipeline, "traceweir.rules.since.seconds")).isEqualTo(5);
      assertThat(rules(pipeline, BEFORE)).isEqualTo(2);

      live.refuse(List.of(new Problem("rules.yaml", 1, 1, "odd")), Instant.ofEpochSecond(6));
      assertThat(gauge(pipeline, "traceweir.rules.refused")).isEqualTo(1);
      assertThat(gauge(pipeline, "traceweir.rules.since.seconds")).isEqualTo(5);
      assertThat(live.rules()).isSameAs(BEFORE);

      live.keep(Instant.ofEpochSecond(7));
      assertThat(gauge(pipeline, "traceweir.rules.refused")).isZero();

      live.load(AFTER, Instant.ofEpochSecond(8));
      assertThat(gauge(pipeline, "traceweir.rules.since.seconds")).isEqualTo(8);
      assertThat(rules(pipeline, AFTER)).isEqualTo(2);
      assertThat(pipeline.meters.find("traceweir.rules").gauges()).hasSize(1);
      for (String outcome : List.of("loaded", "unchanged", "refused")) {
        assertThat(
                pipeline
                    .meters
                    .get("traceweir.rules.reloads")
                    .tag("outcome", outcome)
                    .counter()
                    .count())
            .as(outcome)
            .isEqualTo(1);
      }
    }
  }

  private static double gauge(PipelineDriver pipeline, String name) {
    return pipeline.meters.get(name).gauge().value();
  }

  private static double rules(PipelineDriver pipeline, RuleSet set) {
    return pipeline.meters.get("traceweir.rules").tag("hash", set.hash()).gauge().value();
  }
}
