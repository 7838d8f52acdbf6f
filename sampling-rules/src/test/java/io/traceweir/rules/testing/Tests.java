// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.ProblemsException;
import java.util.List;
import java.util.stream.Collectors;

/** Tests written in Java strings. */
final class Tests {
  static final TraceFiles NO_FILES =
      (files, id, problems) -> {
        problems.add(files.get(0), "no files here");
        return null;
      };

  private Tests() {}

  static FileResult run(String rules, String tests) throws ProblemsException {
    TestFile file = TestFile.read("r_test.yaml", "tests:\n" + tests.indent(2), NO_FILES);
    return new RuleTests(RuleSet.parse("r.yaml", "version: 1\n" + rules)).run(file);
  }

  /** What a single test finds: "" when it passes. */
  static String differences(String rules, String test) throws ProblemsException {
    List<TestResult> results = run(rules, "t:\n" + test.indent(2)).tests();
    return results.get(0).differences().stream()
        .map(d -> d.key() + ": " + d.expected() + " / " + d.got())
        .collect(Collectors.joining(", "));
  }

  static String reasons(String rules, String test) throws ProblemsException {
    return String.join("\n", run(rules, "t:\n" + test.indent(2)).tests().get(0).reasons());
  }
}
