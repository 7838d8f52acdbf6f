// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceweir.testkit.Traces;
import io.traceweir.yaml.Problem;
import io.traceweir.yaml.ProblemsException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files at their limits are read; one step beyond they are refused, before the work is done that
 * the limit is there for.
 */
class HugeFilesTest {
  private static final String REST = "  - { name: rest, keep: 5% }\n";

  @Test
  void shouldReadAsManyRulesAsAreAllowed() throws ProblemsException {
    assertThat(RuleSet.parse("f", rules(1_000)).size()).isEqualTo(1_000);
    assertThat(messages(rules(1_001))).containsExactly("there are more than 1000 rules");
  }

  @Test
  void shouldReadAsManyPoliciesAsAreAllowed() throws ProblemsException {
    assertThat(RuleSet.parse("f", policies(1_000)).size()).isEqualTo(1_000);
    assertThat(messages(policies(1_001))).containsExactly("more than 1000 policies");
  }

  @Test
  void shouldReadTheLongestCondition() throws ProblemsException {
    String longest = padded("trace.error", 10_000);
    assertThat(new Decisions(rule(longest)).rule(Traces.trace("a").root("x").error()))
        .isEqualTo("odd");
    assertThat(messages("version: 1\nrules:\n" + rule(padded("trace.error", 10_001))))
        .containsExactly("the condition is longer than 10000 characters");
  }

  /** Half of the texts in a list stand in two conditions, so that each pair has to be looked at. */
  @Test
  void shouldLookForRulesThatAreNeverReachedInLargeConditions() throws ProblemsException {
    String texts =
        IntStream.range(0, 900).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(", "));
    String one = "root.name in [" + texts + "]";
    String file =
        "version: 1\nrules:\n"
            + "  - { name: first, when: '"
            + one
            + "', keep: 1% }\n"
            + rule(one.replace("\"t0\"", "\"other\""));

    assertThat(RuleSet.parse("f", file).size()).isEqualTo(3);
    assertThat(messages(file.replace("\"other\"", "\"t5\"")))
        .containsExactly(
            "this rule is never reached: `first` in line 3 takes every trace that it would take");
  }

  @Test
  void shouldReadTheDeepestCondition() throws ProblemsException {
    String deepest = nested("(", "trace.error", ")", 63);
    assertThat(new Decisions(rule(deepest)).rule(Traces.trace("a").root("x").error()))
        .isEqualTo("odd");
    for (int levels : List.of(64, 4_000)) {
      assertThat(messages("version: 1\nrules:\n" + rule(nested("(", "trace.error", ")", levels))))
          .containsExactly("the condition is nested more than 64 levels deep");
    }
    assertThat(messages("version: 1\nrules:\n" + rule("not ".repeat(2_000) + "trace.error")))
        .containsExactly("the condition is nested more than 64 levels deep");
  }

  /** Ten to the ninth values in a few lines; none of them is built. */
  @Test
  void shouldNotFollowAliasesThatMultiply() {
    StringBuilder file = new StringBuilder("version: 1\na: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (char name = 'b'; name < 'k'; name++) {
      String alias = "*" + (char) (name - 1) + " ";
      file.append(name).append(": &").append(name).append(" [");
      file.append(String.join(", ", List.of(alias.repeat(10).split(" ")))).append("]\n");
    }
    assertThat(messages(file + "rules: *j\n"))
        .containsExactly("more than 200000 values, aliases counted in");
  }

  @Test
  void shouldNotReadWhatIsTooLargeOrTooDeepForYaml() {
    assertThat(messages("#".repeat((4 << 20) + 1)))
        .containsExactly("the file is longer than 4 MiB");
    assertThat(messages("[".repeat(100_000))).containsExactly("nested deeper than 64 levels");
    assertThat(messages("- ".repeat(100_000))).containsExactly("nested deeper than 64 levels");
    assertThat(messages("[" + "x, ".repeat(200_001) + "]"))
        .containsExactly("more than 200000 values, aliases counted in");
  }

  /**
   * With backtracking these take years. An automaton takes one step for each character and place in
   * the expression, and places are limited: 2,000 with repetitions written out.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a*)*b",
        "(a+)+$x",
        "(a|aa)+b",
        "(a|a?)+b",
        "(.*a){20}b",
        "([a-zA-Z]+)*b",
        "(a?){30}b"
      })
  void shouldMatchAnyExpressionInBoundedTime(String expression) throws ProblemsException {
    String file = "version: 1\nrules:\n" + rule("root.name matches \"" + expression + "\"");
    String text = "a".repeat(100_000);

    assertThat(Decisions.of(file).rule(Traces.trace("a").root(text))).isEqualTo("rest");
    boolean ends = expression.endsWith("b");
    assertThat(Decisions.of(file).rule(Traces.trace("a").root(text + "b")))
        .isEqualTo(ends ? "odd" : "rest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "(a{1,1000}){1,1000}",
        "a{1001}",
        "((((x{9}){9}){9}){9}){9}"
      })
  void shouldRefuseExpressionsThatAreTooLarge(String expression) {
    String file = "version: 1\nrules:\n" + rule("root.name matches \"" + expression + "\"");

    assertThat(messages(file)).singleElement().asString().matches(".*(too large|invalid rep).*");
  }

  private static String rules(int count) {
    StringBuilder file = new StringBuilder("version: 1\nrules:\n");
    for (int i = 1; i < count; i++) {
      file.append("  - { name: r%d, when: trace.span_count == %d, keep: 1%% }\n".formatted(i, i));
    }
    return file + REST;
  }

  private static String policies(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "  - { name: p%d, type: always_sample }\n".formatted(i))
        .collect(Collectors.joining("", "version: 1\npolicies:\n", ""));
  }

  private static String rule(String condition) {
    return "  - { name: odd, when: '" + condition + "', keep: 100% }\n" + REST;
  }

  private static String padded(String condition, int length) {
    return "trace.error or " + " ".repeat(length - condition.length() - 15) + condition;
  }

  private static String nested(String open, String inner, String close, int levels) {
    return open.repeat(levels) + inner + close.repeat(levels);
  }

  private static List<String> messages(String text) {
    ProblemsException thrown =
        catchThrowableOfType(ProblemsException.class, () -> RuleSet.parse("f.yaml", text));
    assertThat(thrown).isNotNull();
    return thrown.problems().stream().map(Problem::message).toList();
  }
}
