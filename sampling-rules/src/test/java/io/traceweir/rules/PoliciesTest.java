// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.tracestate.Threshold;
import io.traceweir.yaml.ProblemsException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The policies of a Collector in the place of rules. */
class PoliciesTest {
  private static final String POLICIES =
      """
      version: 1
      policies:
        - { name: errors, type: status_code, status_code: { status_codes: [ERROR] } }
        - { name: slow, type: latency, latency: { threshold_ms: 500 } }
        - name: health
          type: drop
          drop:
            drop_sub_policy:
              - { name: path, type: string_attribute, string_attribute: { key: url.path, values: ["^/health$$"], enabled_regex_matching: true } }
      """;

  @Test
  void shouldCreditThePolicyThatSamplesOrDrops() throws ProblemsException {
    assertThat(decide(Traces.trace("a").root("GET /").error()).name()).isEqualTo("errors");
    assertThat(decide(Traces.trace("b").root("GET /").lasting(Duration.ofSeconds(1))).name())
        .isEqualTo("slow");
    Rule dropped = decide(Traces.trace("c").root("GET /").error().attribute("url.path", "/health"));
    assertThat(dropped.name()).isEqualTo("health");
    assertThat(dropped.threshold()).isEqualTo(Threshold.NEVER);
  }

  @Test
  void shouldDropWhatNoPolicySamples() throws ProblemsException {
    Rule rule = decide(Traces.trace("a").root("GET /").lasting(Duration.ofMillis(500)));

    assertThat(rule.name()).isEqualTo("(not sampled)");
    assertThat(rule.threshold()).isEqualTo(Threshold.NEVER);
  }

  @Test
  void shouldSayNothingOfProbability() throws ProblemsException {
    RuleSet set = RuleSet.parse("policies.yaml", POLICIES);

    assertThat(set.rules()).noneMatch(Rule::consistent);
    assertThat(set.rules().get(0).threshold()).isEqualTo(Rule.NO_THRESHOLD);
    assertThat(set.rules())
        .extracting(Rule::name)
        .containsExactly("errors", "slow", "health", "(not sampled)");
    assertThat(set.hasLateUpgrade()).isFalse();
  }

  @Test
  void shouldHashWhatDecidesAndNothingElse() throws ProblemsException {
    String hash = RuleSet.parse("policies.yaml", POLICIES).hash();
    String comments = POLICIES.replace("policies:", "# all of them\npolicies:");
    String order =
        POLICIES.replace(
            "{ name: slow, type: latency, latency: { threshold_ms: 500 } }",
            "{ type: latency, latency: { threshold_ms: 500 }, name: slow }");

    assertThat(RuleSet.parse("policies.yaml", comments).hash()).isEqualTo(hash);
    assertThat(RuleSet.parse("policies.yaml", order).hash()).isEqualTo(hash);
    assertThat(RuleSet.parse("policies.yaml", POLICIES.replace("500", "501")).hash())
        .isNotEqualTo(hash);
  }

  @Test
  void shouldCountLimitsByTheDataClockAndByShare() throws ProblemsException {
    String limited =
        """
        version: 1
        policies:
          - { name: some, type: rate_limiting, rate_limiting: { spans_per_second: 4, burst_capacity: 4 } }
        """;
    Decisions whole = new Decisions(RuleSet.parse("policies.yaml", limited), 1);
    assertThat(sampledOfTen(whole, 1_000)).isEqualTo(4);
    assertThat(sampledOfTen(whole, 1_500)).isEqualTo(2);
    assertThat(sampledOfTen(whole, 1_500)).isZero();

    Decisions half = new Decisions(RuleSet.parse("policies.yaml", limited), 0.5);
    assertThat(sampledOfTen(half, 1_000)).isEqualTo(2);
  }

  private static int sampledOfTen(Decisions decisions, long clockMillis) {
    int sampled = 0;
    for (int i = 0; i < 10; i++) {
      TraceBuilder trace = Traces.trace("t" + i).root("GET /");
      sampled += decisions.decide(trace, clockMillis).name().equals("some") ? 1 : 0;
    }
    return sampled;
  }

  private static Rule decide(TraceBuilder trace) throws ProblemsException {
    return new Decisions(RuleSet.parse("policies.yaml", POLICIES), 1).decide(trace, 0);
  }
}
