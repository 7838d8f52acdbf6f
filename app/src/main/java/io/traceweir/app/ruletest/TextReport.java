// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.ruletest;

import io.traceweir.rules.testing.Difference;
import io.traceweir.rules.testing.TestResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** What a person reads. */
public final class TextReport {
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter out;
  private final boolean colours;
  private final boolean verbose;

  /**
   * @param verbose also say which tests have passed
   */
  public TextReport(PrintWriter out, boolean colours, boolean verbose) {
    this.out = out;
    this.colours = colours;
    this.verbose = verbose;
  }

  /** What came of one file. */
  public void write(FileRun run) {
    run.problems().forEach(problem -> out.println(coloured(RED, problem.toString())));
    SuiteResult.tests(run).forEach(test -> test(run, test));
    out.flush();
  }

  /** What is to be said at the end. */
  public void finish(SuiteResult suite) {
    for (Untested untested : suite.untested()) {
      String names =
          untested.names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
      out.println("hint: of " + untested.rules() + " no test has a trace for " + names);
    }
    out.println(coloured(suite.isFine() ? GREEN : RED, summary(suite)));
    out.flush();
  }

  private void test(FileRun run, TestResult result) {
    String place = Places.of(run.file(), result.test());
    if (result.passed()) {
      if (verbose) {
        out.println(coloured(GREEN, "passed ") + place + ": " + result.test().name());
      }
      return;
    }
    out.println(coloured(RED, "FAILED ") + place + ": " + result.test().name());
    result.differences().forEach(this::difference);
    result.reasons().forEach(reason -> out.println("    " + reason));
    out.println();
  }

  private void difference(Difference difference) {
    String expected = "  - " + difference.key() + ": " + difference.expected();
    String got = "  + " + difference.key() + ": " + difference.got();
    String format = "%-" + Math.max(expected.length(), got.length()) + "s   %s";
    out.println(coloured(RED, String.format(format, expected, "expected")));
    out.println(coloured(GREEN, String.format(format, got, "got")));
  }

  private static String summary(SuiteResult suite) {
    String tests = suite.passed() + " passed, " + suite.failed() + " failed";
    int unusable = suite.unusable();
    return unusable == 0
        ? tests
        : tests + ", " + unusable + (unusable == 1 ? " file" : " files") + " could not be used";
  }

  private String coloured(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }

  /** The same without colours, for reports that are read elsewhere. */
  static String details(TestResult result) {
    List<String> lines =
        result.differences().stream()
            .map(d -> "- " + d.key() + ": " + d.expected() + "\n+ " + d.key() + ": " + d.got())
            .toList();
    return String.join("\n", lines) + "\n" + String.join("\n", result.reasons());
  }
}
