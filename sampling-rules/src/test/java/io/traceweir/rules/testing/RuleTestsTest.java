// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.ProblemsException;
import org.junit.jupiter.api.Test;

class RuleTestsTest {
  private static final String RULES =
      """
      rules:
        - { name: health, when: root.name == "GET /healthz", keep: 0% }
        - { name: errors, when: trace.error, keep: 100% }
        - { name: slow, when: root.duration > 2s, keep: 50% }
        - { name: rest, keep: 5% }
      """;

  @Test
  void shouldPassWhenAllIsAsExpected() throws ProblemsException {
    FileResult result =
        Tests.run(
            RULES,
            """
            failed:
              trace: shop GET /checkout error
              rule: errors
              keep: 100%
              outcome: kept
            probe:
              trace: shop GET /healthz error
              rule: health
              keep: 0%
              outcome: dropped
            some:
              trace: shop GET /checkout
              rule: rest
              keep: 5%
            """);

    assertThat(result.passed()).isEqualTo(3);
    assertThat(result.failed()).isZero();
    assertThat(result.taken()).containsExactlyInAnyOrder("errors", "health", "rest");
    assertThat(
            new RuleTests(RuleSet.parse("r.yaml", "version: 1\n" + RULES)).untested(result.taken()))
        .containsExactly("slow");
  }

  @Test
  void shouldShowEveryDifference() throws ProblemsException {
    assertThat(
            Tests.differences(
                RULES, "trace: shop GET /checkout\nrule: slow\nkeep: 50%\noutcome: dropped\n"))
        .isEqualTo("rule: slow / rest, keep: 50% / 5%, outcome: dropped / left to chance");
    assertThat(Tests.differences(RULES, "trace: shop GET /healthz\noutcome: kept\n"))
        .isEqualTo("outcome: kept / dropped");
  }

  @Test
  void shouldSayWhyARuleDidNotTakeTheTrace() throws ProblemsException {
    assertThat(Tests.reasons(RULES, "trace: shop GET /checkout 1s\nrule: slow\n"))
        .isEqualTo(
            """
            `slow` does not hold of it: root.duration > 2s
            `rest` takes what no other rule has taken
            the trace: 1 span of 1 service, no error, 1s, root shop GET /checkout""");
    assertThat(Tests.reasons(RULES, "trace: shop GET /healthz 3s error\nrule: errors\n"))
        .isEqualTo(
            """
            `errors` is not asked, since an earlier rule takes the trace
            `health` takes it: root.name == "GET /healthz"
            the trace: 1 span of 1 service, 1 error, 3s, root shop GET /healthz""");
  }

  /** Whatever the id of the trace happens to be, such a test cannot pass. */
  @Test
  void shouldNotLetAShareLookCertain() throws ProblemsException {
    for (String share : new String[] {"0.0001%", "5%", "50%", "99.9999%"}) {
      String rules = "rules: [ { name: rest, keep: " + share + " } ]\n";
      for (String outcome : new String[] {"kept", "dropped"}) {
        String test = "trace: shop GET /\noutcome: " + outcome + "\n";
        assertThat(Tests.differences(rules, test))
            .isEqualTo("outcome: " + outcome + " / left to chance");
        assertThat(Tests.reasons(rules, test)).contains("expect `keep: " + share + "`");
      }
    }
  }

  @Test
  void shouldJudgeATraceOfACertainRandomness() throws ProblemsException {
    String test = "trace: |\n  trace rv=%s\n  shop GET /\nrule: rest\noutcome: %s\n";

    assertThat(Tests.differences(RULES, test.formatted("ffffffffffffff", "kept"))).isEmpty();
    assertThat(Tests.differences(RULES, test.formatted("00000000000000", "dropped"))).isEmpty();
    assertThat(Tests.differences(RULES, test.formatted("00000000000000", "kept")))
        .isEqualTo("outcome: kept / dropped");
    String id = "trace: |\n  trace id=0000000000000001%016x\n  shop GET /\noutcome: %s\n";
    assertThat(Tests.differences(RULES, id.formatted((1L << 56) - 1, "kept"))).isEmpty();
    assertThat(Tests.differences(RULES, id.formatted(1, "dropped"))).isEmpty();
  }

  private static final String LATE =
      """
      rules:
        - { name: health, when: root.name == "GET /healthz", keep: 0% }
        - { name: late-errors, when: trace.error, keep: 100%, late_upgrade: true }
        - { name: half, when: any log(severity >= WARN), keep: 50%, late_upgrade: true }
        - { name: rest, keep: 5% }
      """;

  private static final String LATE_TEST =
      """
      trace: |
        shop %s
          payment charge error late
      upgrade: %s
      outcome: %s
      """;

  @Test
  void shouldSayWhetherALatePartBringsTheTraceBack() throws ProblemsException {
    String dropped = "rule: rest\ntrace: |\n  shop GET /\n    payment charge error late\n";

    assertThat(Tests.differences(LATE, dropped + "upgrade: late-errors\n")).isEmpty();
    assertThat(Tests.differences(LATE, dropped + "upgrade: false\n"))
        .isEqualTo("upgrade: false / late-errors");
    assertThat(Tests.differences(LATE, LATE_TEST.formatted("GET /healthz", "false", "dropped")))
        .isEmpty();
    assertThat(
            Tests.differences(LATE, LATE_TEST.formatted("GET /healthz", "late-errors", "dropped")))
        .isEqualTo("upgrade: late-errors / false");
    assertThat(Tests.differences(LATE, LATE_TEST.formatted("GET / error", "late-errors", "kept")))
        .isEqualTo("upgrade: late-errors / kept before");
  }

  @Test
  void shouldNotLetAnUpgradeThatDependsOnChanceLookCertain() throws ProblemsException {
    String test =
        """
        trace: |
          shop GET /
            log WARN "late" late
        rule: rest
        upgrade: %s
        """;
    assertThat(Tests.differences(LATE, test.formatted("half")))
        .isEqualTo("upgrade: half / left to chance: false or half");
    assertThat(Tests.differences(LATE, test.formatted("false")))
        .isEqualTo("upgrade: false / left to chance: false or half");
    assertThat(
            Tests.differences(
                LATE,
                test.formatted("half").replace("shop GET", "trace rv=80000000000000\n  shop GET")))
        .isEmpty();
  }

  private static final String POLICIES =
      """
      policies:
        - { name: errors, type: status_code, status_code: { status_codes: [ERROR] } }
        - { name: half, type: probabilistic, probabilistic: { sampling_percentage: 2 } }
      """;

  @Test
  void shouldTestPoliciesAsWell() throws ProblemsException {
    assertThat(
            Tests.differences(POLICIES, "trace: shop GET / error\npolicy: errors\noutcome: kept\n"))
        .isEmpty();
    assertThat(Tests.differences(POLICIES, "trace: shop GET /\npolicy: errors\n"))
        .isEqualTo("rule: errors / (not sampled) or half");
  }

  @Test
  void shouldWantATraceIdWherePoliciesDependOnIt() throws ProblemsException {
    String without = "trace: shop GET /\noutcome: dropped\n";

    assertThat(Tests.differences(POLICIES, without)).isEqualTo("outcome: dropped / left to chance");
    assertThat(Tests.reasons(POLICIES, without)).contains("depends on its id");
    String with =
        """
        trace: |
          trace id=4bf92f3577b34da6a3ce929d0e0e4736
          shop GET /
        outcome: dropped
        """;
    assertThat(Tests.differences(POLICIES, with)).isEmpty();
  }

  @Test
  void shouldBeginEachTestWithFreshLimits() throws ProblemsException {
    String rules =
        """
        policies:
          - { name: few, type: rate_limiting, rate_limiting: { spans_per_second: 2 } }
        """;
    String tests = "a: &t { trace: shop GET /, policy: few, outcome: kept }\nb: *t\nc: *t\nd: *t\n";
    assertThat(Tests.run(rules, tests).failed()).isZero();
  }
}
