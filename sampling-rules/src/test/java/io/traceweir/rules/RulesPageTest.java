// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.traceweir.rules.PageBlocks.Block;
import io.traceweir.rules.PageBlocks.Kind;
import io.traceweir.rules.collector.CollectorFile;
import io.traceweir.rules.condition.Aliases;
import io.traceweir.rules.condition.Condition;
import io.traceweir.rules.testing.FileResult;
import io.traceweir.rules.testing.RuleTests;
import io.traceweir.rules.testing.TestFile;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/rules.md shows can be used as it stands. */
class RulesPageTest {
  private static final Path PAGE = Path.of("..", "docs", "rules.md");
  private static final Pattern MESSAGE = Pattern.compile("(?m)^rules\\.yaml(:\\d+:\\d+: .*)$");

  @Test
  void shouldLoadEveryExample() throws IOException {
    List<Block> examples = blocks(Kind.RULES);

    assertThat(examples).hasSizeGreaterThan(15);
    for (Block example : examples) {
      assertThatCode(() -> RuleSet.parse("rules.md", example.yaml()))
          .as(example.toString())
          .doesNotThrowAnyException();
    }
  }

  /** Each test is about the rules that stand above it. */
  @Test
  void shouldDoWhatTheTestsOnThePageSay() throws IOException, ProblemsException {
    int tests = 0;
    Block rules = null;
    for (Block block : PageBlocks.of(Files.readString(PAGE))) {
      if (block.kind() == Kind.RULES) {
        rules = block;
      } else if (block.kind() == Kind.TESTS) {
        FileResult result = run(Objects.requireNonNull(rules), block);
        assertThat(result.tests())
            .allSatisfy(
                test ->
                    assertThat(test.differences())
                        .as("%s: %s%n%s", test.test().name(), test.reasons(), block)
                        .isEmpty());
        tests += result.passed();
      }
    }
    assertThat(tests).isGreaterThan(30);
  }

  @Test
  void shouldShowATraceForEveryRuleThatItTeaches() throws IOException, ProblemsException {
    String page = Files.readString(PAGE);
    List<Block> steps =
        PageBlocks.of(page.substring(page.indexOf("## Step by step"), page.indexOf("## The file")));

    assertThat(steps).hasSizeGreaterThan(10);
    for (int i = 0; i < steps.size(); i += 2) {
      assertThat(steps.get(i).kind()).isEqualTo(Kind.RULES);
      FileResult result = run(steps.get(i), steps.get(i + 1));
      assertThat(ruleTests(steps.get(i)).untested(result.taken()))
          .as(steps.get(i).yaml())
          .isEmpty();
    }
  }

  private static FileResult run(Block rules, Block tests) throws ProblemsException {
    TestFile file = TestFile.read("rules_test.yaml", tests.yaml(), (files, id, problems) -> null);
    return ruleTests(rules).run(file);
  }

  private static RuleTests ruleTests(Block rules) throws ProblemsException {
    return new RuleTests(RuleSet.parse("rules.yaml", rules.yaml()));
  }

  @Test
  void shouldConvertACollectorsProcessorToWhatStandsBelowIt()
      throws IOException, ProblemsException {
    List<Block> blocks = PageBlocks.of(Files.readString(PAGE));
    List<Block> collectors = blocks(Kind.COLLECTOR);

    assertThat(collectors).isNotEmpty();
    for (Block collector : collectors) {
      String below = blocks.get(blocks.indexOf(collector) + 1).yaml();
      String converted = new CollectorFile("c.yaml", collector.yaml()).convert(null).rules();
      assertThat(RuleSet.parse("c.yaml", converted).hash())
          .isEqualTo(RuleSet.parse("b.yaml", below).hash());
    }
  }

  @Test
  void shouldReportMistakesAsThePageSays() throws IOException, ProblemsException {
    FilePairs bad = FilePairs.in("bad");
    String expected = bad.expected("three-mistakes.yaml") + bad.expected("clash.yaml");

    assertThat(found(MESSAGE))
        .hasSize(5)
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

  private static List<Block> blocks(Kind kind) throws IOException {
    return PageBlocks.of(Files.readString(PAGE)).stream().filter(b -> b.kind() == kind).toList();
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
