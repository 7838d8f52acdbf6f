// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_INFO;
import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.testkit.TraceBuilder;
import io.traceweir.trace.Trace;
import io.traceweir.yaml.ProblemsException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules a late part of a dropped trace concerns, and which of them may bring it back. */
class LateRulesTest {
  private static final String RULES =
      """
      - { name: health, when: root.name == "health", keep: 0% }
      - { name: failed, when: root.service == "shop" and trace.error, keep: 100%, late_upgrade: true }
      - { name: logged, when: any log(severity >= ERROR), keep: 100%, late_upgrade: true }
      - { name: slow, when: any span(duration > 2s), keep: 100%, late_upgrade: { max_per_second: 5 } }
      - { name: large, when: trace.bytes > 1MiB, keep: 100%, late_upgrade: true }
      - { name: plain, when: trace.error_count > 3, keep: 100% }
      - { name: rest, keep: 0% }
      """;

  private static List<String> concerned(String rules, TraceBuilder late) throws ProblemsException {
    Decisions decisions = new Decisions(rules);
    Trace trace = decisions.read(late);
    return decisions.decider().late().concerned(trace, "rest", 0).stream().map(Rule::name).toList();
  }

  @Test
  void shouldLookAtTheWholeWhenAnErrorOrTheRootComesLate() throws ProblemsException {
    assertThat(concerned(RULES, trace("a").orphan("db").error()))
        .containsExactly("failed", "slow", "large");
    assertThat(concerned(RULES, trace("a").root("GET /")))
        .containsExactly("failed", "slow", "large");
  }

  @Test
  void shouldLookAtLogsForRulesThatReadLogs() throws ProblemsException {
    TraceBuilder logs = trace("a").orphan("db").log(SEVERITY_NUMBER_INFO, "x");
    Decisions decisions = new Decisions(RULES);
    Trace late = decisions.readLogs(logs);

    assertThat(decisions.decider().late().concerned(late, "rest", 0))
        .extracting(Rule::name)
        .containsExactly("logged", "large");
  }

  @Test
  void shouldTakeWhatMatchesAlone() throws ProblemsException {
    assertThat(concerned(RULES, trace("a").orphan("db").lasting(Duration.ofSeconds(3))))
        .containsExactly("slow");
    assertThat(concerned(RULES, trace("a").orphan("db"))).isEmpty();
  }

  @Test
  void shouldAskNoRuleThatHasNoLateUpgrade() throws ProblemsException {
    assertThat(concerned("- { name: rest, keep: 5% }", trace("a").orphan("db").error())).isEmpty();
    assertThat(new Decisions("- { name: rest, keep: 5% }").decider().late().isEmpty()).isTrue();
    assertThat(new Decisions(RULES).decider().late().isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"100%, true", "0.000001%, false"})
  void shouldKeepToTheShareOfTheRule(String keep, boolean expected) throws ProblemsException {
    String rules =
        """
        - { name: errors, when: trace.error, keep: %s, late_upgrade: true }
        - { name: rest, keep: 0%% }
        """
            .formatted(keep);
    TraceBuilder late = trace("a").orphan("db").error();
    Decisions decisions = new Decisions(rules);

    assertThat(concerned(rules, late).isEmpty()).isEqualTo(!expected);
    Trace whole = decisions.read(late);
    assertThat(LateRules.bringsBack(decisions.decider().decide(whole, 0), whole, "rest"))
        .isEqualTo(expected);
  }

  private static final String RATE =
      """
      - { name: errors, when: trace.error, keep: { traces_per_second: 1 }, late_upgrade: true }
      - { name: rest, keep: 0% }
      """;

  @Test
  void shouldBringBackWhatTheRateOfTheMomentKeeps() throws ProblemsException {
    Decisions decisions = new Decisions(RATE);
    TraceBuilder late = trace("a").orphan("db").error();
    LateRules rules = decisions.decider().late();
    assertThat(rules.concerned(decisions.read(late), "rest", 0)).hasSize(1);

    Trace again = decisions.read(late);
    for (int i = 0; i < 1_000_000; i++) {
      decisions.decider().decide(again, 100_000);
    }
    Trace whole = decisions.read(trace("a").traceId("00".repeat(15) + "01").root("r").error());
    assertThat(rules.concerned(whole, "rest", 100_000)).isEmpty();
    Ruling ruling = decisions.decider().decideAgain(whole, 100_000);
    assertThat(LateRules.bringsBack(ruling, whole, "rest")).isFalse();

    assertThat(rules.concerned(whole, "rest", 400_000)).hasSize(1);
    ruling = decisions.decider().decideAgain(whole, 400_000);
    assertThat(LateRules.bringsBack(ruling, whole, "rest")).isTrue();
  }

  @Test
  void shouldNotBringBackWhatTheRuleItselfDroppedForItsRate() throws ProblemsException {
    Decisions decisions = new Decisions(RATE);
    Trace whole = decisions.read(trace("a").root("r").error());

    assertThat(decisions.decider().late().concerned(whole, "errors", 0)).isEmpty();
    Ruling ruling = decisions.decider().decideAgain(whole, 0);
    assertThat(LateRules.bringsBack(ruling, whole, "rest")).isTrue();
    assertThat(LateRules.bringsBack(ruling, whole, "errors")).isFalse();
  }

  @Test
  void shouldLeaveDroppedWhatAnEarlierRuleDrops() throws ProblemsException {
    Decisions decisions = new Decisions(RULES);
    Trace whole = decisions.read(trace("a").root("health").service("shop").error());

    assertThat(LateRules.bringsBack(decisions.decider().decide(whole, 0), whole, "rest")).isFalse();
  }

  @Test
  void shouldReadTheMostPerSecond() throws ProblemsException {
    RuleSet set = RuleSet.parse("r.yaml", "version: 1\nrules:\n" + RULES);

    assertThat(set.hasLateUpgrade()).isTrue();
    assertThat(set.rules().get(1).lateUpgrade()).isEqualTo(new LateUpgrade(1));
    assertThat(set.rules().get(3).lateUpgrade()).isEqualTo(new LateUpgrade(5));
    assertThat(set.rules().get(5).lateUpgrade()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"late_upgrade: true, late_upgrade: false", "max_per_second: 5, max_per_second: 6"})
  void shouldChangeTheHashWhenSomethingElseComesBack(String before, String after)
      throws ProblemsException {
    String file = "version: 1\nrules:\n" + RULES;

    assertThat(RuleSet.parse("a", file.replace(before, after)).hash())
        .isNotEqualTo(RuleSet.parse("a", file).hash());
  }
}
