// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.tracestate.Threshold;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.Yaml;
import io.traceweir.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
  private static final String THREE =
      """
      version: 1
      aliases: { status: [http.response.status_code, http.status_code] }
      rules:
        - { name: failed, when: 'any span(attributes["status"] >= 500)', keep: 100%, owner: web }
        - { name: slow, when: trace.duration > 2s, keep: 50%, note: "half of them is enough" }
        - { name: rest, keep: 0.1% }
      """;

  @Test
  void shouldReadRulesInTheirOrder() throws ProblemsException {
    RuleSet set = RuleSet.parse("rules.yaml", THREE);

    assertThat(set.rules())
        .containsExactly(
            new Rule(0, "failed", "any span(attributes[\"status\"] >= 500)", 1, 0, null, "web"),
            new Rule(
                1, "slow", "trace.duration > 2s", 0.5, 1L << 55, "half of them is enough", null),
            new Rule(2, "rest", "", 0.001, Threshold.ofProbability(0.001), null, null));
    assertThat(set.rules().get(2).isCatchAll()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"100%, 1", "5%, 0.05", "0%, 0", "0.1%, 0.001", "33.3 %, 0.333", "'\"2%\"', 0.02"})
  void shouldReadPercentages(String keep, double probability) throws ProblemsException {
    RuleSet set = RuleSet.parse("r", "{version: 1, rules: [{name: rest, keep: " + keep + "}]}");

    assertThat(set.rules().get(0).probability()).isEqualTo(probability);
  }

  @Test
  void shouldKeepTheHashWhenOnlyTheFormChanges() throws ProblemsException {
    String otherForm =
        """
        # a comment
        version: 1
        rules:
          - keep: 100.0%
            name: "failed"
            when: |
              any   span( (attributes["http.response.status_code", "http.status_code"] >= 500) )
          - { name: slow, when: 2000ms < trace.duration, keep: 50% }
          - { name: rest, keep: 0.10%, note: everything else }
        """;

    assertThat(RuleSet.parse("b", otherForm).hash())
        .isEqualTo(RuleSet.parse("a", THREE).hash())
        .matches("[0-9a-f]{16}");
  }

  @ParameterizedTest
  @CsvSource({
    "failed, broken",
    ">= 500, > 500",
    "50%, 51%",
    "http.status_code, http.code",
    "any span, all span",
    "0.1%, 0.2%"
  })
  void shouldChangeTheHashWhenADecisionCouldChange(String before, String after)
      throws ProblemsException {
    assertThat(RuleSet.parse("a", THREE.replace(before, after)).hash())
        .isNotEqualTo(RuleSet.parse("a", THREE).hash());
  }

  @Test
  void shouldChangeTheHashWithTheOrderOfRules() throws ProblemsException {
    String a = "{name: a, when: trace.error, keep: 5%}";
    String b = "{name: b, when: trace.bytes > 1MiB, keep: 5%}";
    String file = "{version: 1, rules: [%s, %s, {name: rest, keep: 5%%}]}";

    assertThat(RuleSet.parse("x", file.formatted(a, b)).hash())
        .isNotEqualTo(RuleSet.parse("x", file.formatted(b, a)).hash());
  }

  @Test
  void shouldHaveTheSameHashOnEveryMachine() throws ProblemsException {
    assertThat(RuleSet.parse("a", THREE).hash()).isEqualTo("a184a92bc7a77d36");
  }

  @Test
  void shouldReadRulesInsideAnotherFile() throws ProblemsException {
    YamlNode rules = Yaml.read("traceweir.yaml", "\n\n- { name: rest, keep: 5% }\n");

    assertThat(RuleSet.of(rules, null).rules()).hasSize(1);
  }

  @Test
  void shouldReportMistakesOfInlineRulesWhereTheyStand() throws ProblemsException {
    YamlNode rules =
        Yaml.read("traceweir.yaml", "\n- { name: a, when: trace.eror, keep: 5% }\n- {keep: 1%}");
    Problems problems = new Problems();

    assertThat(RuleSet.read(rules, null, problems)).isNull();
    assertThat(problems.list())
        .extracting(Object::toString)
        .containsExactly(
            "traceweir.yaml:2:20: unknown field `trace.eror`, did you mean `trace.error`?",
            "traceweir.yaml:3:3: a rule needs the key \"name\"");
    assertThatThrownBy(() -> RuleSet.of(rules, null)).isInstanceOf(ProblemsException.class);
  }

  @Test
  void shouldLoadTheLibrary() throws Exception {
    String text = Files.readString(Path.of("library", "getting-started.yaml"));

    assertThat(RuleSet.parse("getting-started.yaml", text).rules())
        .extracting(Rule::name)
        .containsExactly("health-checks", "errors", "slow", "rest");
  }
}
