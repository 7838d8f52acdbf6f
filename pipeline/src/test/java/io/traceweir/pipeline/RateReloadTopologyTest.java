// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.RuleSet;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits per second of rules that are exchanged meanwhile. */
class RateReloadTopologyTest {
  private static final String RATE =
      """
      version: 1
      rules:
        - { name: vip, when: 'root.attributes["customer"] == "vip"', keep: 100% }
        - { name: rest, keep: { traces_per_second: 1 } }
      """;

  private static final String POLICY =
      """
      version: 1
      policies:
        - { name: vip, type: string_attribute, string_attribute: { key: customer, values: [vip] } }
        - { name: rest, type: rate_limiting, rate_limiting: { spans_per_second: 1 } }
      """;

  private static final String CANDIDATE =
      """
      version: 1
      rules:
        - { name: big, when: 'any span(attributes["size"] >= 60)', keep: 100% }
        - { name: small, keep: 0% }
      """;

  private static final int TRACES = 80;
  private static final long EVERY_MILLIS = 100;

  @TempDir Path stateDir;

  private PipelineSettings settings(String rules) {
    return QuickSettings.withRules(QuickSettings.of("unused:9092", stateDir), rules);
  }

  private static RuleSet trying(String rules) {
    String other = rules.replace("version: 1\n", "version: 1 # not the same\ncandidates: [next]\n");
    return QuickSettings.rules(other, Map.of("next", CANDIDATE));
  }

  private static TraceBuilder trace(int number) {
    TraceBuilder trace = Traces.trace("t" + number).root("GET /").service("shop");
    trace.attribute("size", number);
    return number % 10 == 0 ? trace.attribute("customer", "vip") : trace;
  }

  /** Half of the traces, the other rules, and the other half. */
  private static void play(PipelineDriver pipeline, LiveRules live, RuleSet then) {
    pipeline.clock(0);
    for (int i = 0; i < TRACES; i++) {
      pipeline.send(trace(i), i * EVERY_MILLIS);
      pipeline.clock(i * EVERY_MILLIS);
      if (i == TRACES / 2) {
        live.load(then, Instant.EPOCH);
      }
    }
    pipeline.clock(TRACES * EVERY_MILLIS + 10_000);
  }

  private List<String> verdicts(String rules, RuleSet then) {
    PipelineSettings settings = settings(rules);
    List<String> verdicts = new ArrayList<>();
    try (var pipeline = new PipelineDriver(settings)) {
      play(pipeline, settings.sampling().live(), then);
      for (int i = 0; i < TRACES; i++) {
        TraceBuilder trace = trace(i);
        verdicts.add(pipeline.say(trace, "outcome") + " " + pipeline.say(trace, "threshold"));
      }
    }
    return verdicts;
  }

  @ParameterizedTest
  @ValueSource(strings = {RATE, POLICY})
  void shouldGoOnWithLimitsWhileTheSameRulesDecide(String rules) {
    List<String> undisturbed = verdicts(rules, settings(rules).sampling().rules());

    assertThat(verdicts(rules, trying(rules))).isEqualTo(undisturbed);
    assertThat(verdicts(rules, QuickSettings.rules(rules.replace("rest", "others"))))
        .isNotEqualTo(undisturbed);
  }

  /** What decides has the slots that it had; what is tried has more of them. */
  @ParameterizedTest
  @ValueSource(strings = {RATE, POLICY})
  void shouldReadWhatBothAskFor(String rules) {
    PipelineSettings settings = settings(rules);
    try (var pipeline = new PipelineDriver(settings)) {
      play(pipeline, settings.sampling().live(), trying(rules));

      assertThat(pipeline.say(trace(70), "rule")).isEqualTo("vip");
      assertThat(pipeline.say(trace(71), "rule")).isNotEqualTo("vip");
      assertThat(pipeline.say(trace(59), "shadow.next.rule")).isEqualTo("small");
      assertThat(pipeline.say(trace(60), "shadow.next.rule")).isEqualTo("big");
    }
  }
}
