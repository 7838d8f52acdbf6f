// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.yaml.Decoders;
import io.traceweir.yaml.Fields;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.Yaml;
import io.traceweir.yaml.YamlList;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tests of a rule file.
 *
 * @param rules the file with the rules, as it is written: relative to the one with the tests
 */
public record TestFile(String rules, List<TestCase> tests) {
  private static final Pattern NAME = Pattern.compile("(?:.*[/\\\\])?([^/\\\\]+)_test(\\.ya?ml)");

  public TestFile {
    tests = List.copyOf(tests);
  }

  /**
   * Reads such a file. Whether it fits the rules is for {@link RuleTests} to say.
   *
   * @param traces reads the files with traces that tests name
   */
  public static TestFile read(String name, String text, TraceFiles traces)
      throws ProblemsException {
    YamlNode node = Yaml.read(name, text);
    Problems problems = new Problems();
    TestFile file = read(name, node, traces, problems);
    problems.throwIfAny();
    return file;
  }

  private static TestFile read(String name, YamlNode node, TraceFiles traces, Problems problems) {
    if (isRuleFile(node)) {
      problems.add(
          node,
          "this is a rule file; its tests stand in a file of their own, as in rules_test.yaml");
      return new TestFile("", List.of());
    }
    try (Fields file = Fields.of(node, "a test file", problems)) {
      file.optional("version", Decoders.VERSION);
      String rules = file.optional("rules", Decoders.STRING);
      if (rules == null && !file.has("rules")) {
        rules = besides(name, node, problems);
      }
      YamlNode tests = file.required("tests");
      List<TestCase> read = tests == null ? List.of() : tests(tests, traces, problems);
      return new TestFile(rules == null ? "" : rules, read);
    }
  }

  /** Whether a file holds tests, and no rules. What is wrong with it is not looked at. */
  public static boolean isTestFile(String name, String text) {
    try {
      return Yaml.read(name, text) instanceof YamlMap map
          && map.value("tests") != null
          && !holdsRules(map);
    } catch (ProblemsException e) {
      return false;
    }
  }

  private static boolean isRuleFile(YamlNode node) {
    return node instanceof YamlMap map && map.value("tests") == null && holdsRules(map);
  }

  /** In a test file {@code rules} is the name of a file. */
  private static boolean holdsRules(YamlMap map) {
    return map.value("rules") instanceof YamlList || map.value("policies") != null;
  }

  /** The file beside this one whose name lacks the `_test`. */
  private static @Nullable String besides(String name, YamlNode node, Problems problems) {
    Matcher matcher = NAME.matcher(name);
    if (matcher.matches()) {
      return matcher.group(1) + matcher.group(2);
    }
    problems.add(
        node,
        "say which rules are tested: `rules: rules.yaml`; only a file named like rules_test.yaml can"
            + " do without");
    return null;
  }

  private static List<TestCase> tests(YamlNode node, TraceFiles traces, Problems problems) {
    if (!(node instanceof YamlMap map) || map.entries().isEmpty()) {
      problems.add(node, "`tests` must be a map of names to tests, found " + node.describe());
      return List.of();
    }
    TestReader reader = new TestReader(traces, problems);
    List<TestCase> tests = new ArrayList<>();
    for (YamlMap.Entry entry : map.entries()) {
      TestCase test = reader.read(entry.key(), entry.value());
      if (test != null) {
        tests.add(test);
      }
    }
    return tests;
  }
}
