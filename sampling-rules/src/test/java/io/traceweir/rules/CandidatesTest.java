// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceweir.yaml.Problem;
import io.traceweir.yaml.ProblemsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private static final String LIVE =
      """
      version: 1
      candidates: [ rules-next.yaml, team/collector.yml ]
      rules:
        - { name: errors, when: trace.error, keep: 100%, shadow: { keep: 50% } }
        - { name: rest, keep: 5% }
      """;

  private static final String NEXT =
      "{ version: 1, rules: [ { name: slow, when: trace.duration > 1s, keep: 100% },"
          + " { name: rest, keep: 1% } ] }";

  private static final String POLICIES =
      "{ version: 1, policies: [ { name: all, type: always_sample } ] }";

  /** Files by their names. */
  private static OtherFiles files(Map<String, String> texts) {
    return name -> {
      String text = texts.get(name);
      if (text == null) {
        throw new IllegalArgumentException("there is no file " + name);
      }
      return new OtherFiles.Text("/etc/" + name, text);
    };
  }

  private static List<String> problems(String text, Map<String, String> others) {
    ProblemsException thrown =
        catchThrowableOfType(
            ProblemsException.class, () -> RuleSet.parse("rules.yaml", text, files(others)));
    return requireNonNull(thrown).problems().stream().map(Problem::toString).toList();
  }

  @Test
  void shouldReadCandidatesOfBothDialects() throws ProblemsException {
    RuleSet live =
        RuleSet.parse(
            "rules.yaml",
            LIVE,
            files(Map.of("rules-next.yaml", NEXT, "team/collector.yml", POLICIES)));

    assertThat(live.candidates())
        .extracting(Candidate::name)
        .containsExactly("rules-next", "collector");
    assertThat(live.candidates().get(0).rules().hash())
        .isEqualTo(RuleSet.parse("next", NEXT).hash());
    assertThat(live.candidates().get(1).rules().sizeText()).isEqualTo("1 policy");
    assertThat(live.shares())
        .singleElement()
        .satisfies(
            share -> {
              assertThat(share.rule().name()).isEqualTo("errors");
              assertThat(share.probability()).isEqualTo(0.5);
            });
  }

  @Test
  void shouldLetPoliciesHaveCandidatesToo() throws ProblemsException {
    String text = POLICIES.replace("{ version: 1,", "{ version: 1, candidates: [ next ],");
    RuleSet live = RuleSet.parse("rules.yaml", text, files(Map.of("next", NEXT)));

    assertThat(live.candidates()).extracting(Candidate::name).containsExactly("next");
  }

  @Test
  void shouldKeepTheHashOfWhatDecides() throws ProblemsException {
    String without = LIVE.replaceAll("candidates: .*", "").replace(", shadow: { keep: 50% }", "");

    assertThat(RuleSet.parse("a", LIVE).hash()).isEqualTo(RuleSet.parse("b", without).hash());
  }

  @Test
  void shouldReadNoFileWhereThereIsNothingToReadItFrom() throws ProblemsException {
    assertThat(RuleSet.parse("rules.yaml", LIVE).candidates()).isEmpty();
  }

  @Test
  void shouldReportMistakesOfAllFilesAtOnceWhereTheyStand() {
    String broken = "version: 1\nrules:\n  - { name: rest, keep: 5 }\n";

    assertThat(
            problems(
                LIVE.replace("trace.error,", "trace.eror,"), Map.of("rules-next.yaml", broken)))
        .containsExactlyInAnyOrder(
            "/etc/rules-next.yaml:3:25: a percentage needs its `%`: write `5%`",
            "rules.yaml:2:32: there is no file team/collector.yml",
            "rules.yaml:4:27: unknown field `trace.eror`, did you mean `trace.error`?");
  }

  @Test
  void shouldReportWhatIsNoYaml() {
    assertThat(
            problems(
                LIVE.replace(", team/collector.yml", ""), Map.of("rules-next.yaml", "rules: [")))
        .singleElement()
        .asString()
        .startsWith("/etc/rules-next.yaml:");
  }

  @Test
  void shouldRefuseCandidatesOfCandidates() {
    assertThat(problems(LIVE.replace(", team/collector.yml", ""), Map.of("rules-next.yaml", LIVE)))
        .containsExactly(
            "/etc/rules-next.yaml:2:13: the rule sets that are only tried have no `candidates` of"
                + " their own");
  }
}
