// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.traceweir.rules.condition.Aliases;
import io.traceweir.rules.condition.Condition;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/rules.md shows can be used as it stands. */
class RulesPageTest {
  private static final Path PAGE = Path.of("..", "docs", "rules.md");
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final Pattern MESSAGE = Pattern.compile("(?m)^rules\\.yaml(:\\d+:\\d+: .*)$");

  @Test
  void shouldLoadEveryExample() throws IOException {
    List<String> examples = found(YAML);

    assertThat(examples).hasSizeGreaterThan(3);
    for (String example : examples) {
      assertThatCode(() -> RuleSet.parse("rules.md", example))
          .as(example)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void shouldReportMistakesAsThePageSays() throws IOException, ProblemsException {
    String expected =
        Files.readString(Path.of("src", "test", "resources", "bad", "three-mistakes.expected"));

    assertThat(found(MESSAGE))
        .hasSize(3)
        .allSatisfy(message -> assertThat(expected).contains(message));
  }

  @Test
  void shouldUnderstandTheConditionsInTheText() throws IOException {
    List<String> conditions = found(Pattern.compile("`((?:any|count) span\\([^`…]*\\)[^`…]*)`"));

    assertThat(conditions).hasSizeGreaterThan(2);
    for (String condition : conditions) {
      List<String> mistakes = new ArrayList<>();
      Condition.read(condition, Aliases.NONE, mistake -> mistakes.add(mistake.message()));
      assertThat(mistakes).as(condition).isEmpty();
    }
  }

  private static List<String> found(Pattern pattern) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
