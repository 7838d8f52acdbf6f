// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import io.traceweir.trace.TraceId;
import io.traceweir.tracestate.Threshold;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExampleRuleTest {
  @Test
  void shouldBeTheRulesOfTheExample() throws Exception {
    List<Rule> rules = rules();
    assertThat(rules)
        .extracting(Rule::name)
        .containsExactlyElementsOf(
            Arrays.stream(ExampleRule.values()).map(ExampleRule::label).toList());
    assertThat(rules)
        .extracting(Rule::threshold)
        .containsExactlyElementsOf(
            Arrays.stream(ExampleRule.values())
                .map(rule -> Threshold.ofProbability(rule.percent() / 100.0))
                .toList());
  }

  @Test
  void shouldKeepWhatTheRandomnessOfTheTraceSays() {
    assertThat(ExampleRule.REST.keeps(new TraceId(1, 0xff_e6_66_66_66_66_66_66L))).isTrue();
    assertThat(ExampleRule.REST.keeps(new TraceId(1, 0xff_e6_66_66_66_66_66_65L))).isFalse();
    assertThat(ExampleRule.NEW_VERSION.keeps(new TraceId(1, 0x00_80_00_00_00_00_00_00L))).isTrue();
    assertThat(ExampleRule.NEW_VERSION.keeps(new TraceId(1, 0xff_7f_ff_ff_ff_ff_ff_ffL))).isFalse();
    assertThat(ExampleRule.HEALTH_CHECKS.keeps(new TraceId(1, -1))).isFalse();
    assertThat(ExampleRule.SLOW.keeps(new TraceId(1, 0))).isTrue();
    SplittableRandom random = new SplittableRandom(1);
    long kept =
        random.longs(10_000).filter(low -> ExampleRule.REST.keeps(new TraceId(1, low))).count();
    assertThat(kept).isBetween(900L, 1_100L);
  }

  private static List<Rule> rules() throws Exception {
    try (InputStream in = ExampleRule.class.getResourceAsStream("../rules.yaml")) {
      assertThat(in).isNotNull();
      return RuleSet.parse("rules.yaml", new String(in.readAllBytes(), UTF_8)).rules();
    }
  }
}
