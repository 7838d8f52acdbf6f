// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.ruletest;

import io.traceweir.rules.testing.Difference;
import io.traceweir.rules.testing.TestResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a script reads: maps, lists, texts, numbers and problems. */
public final class JsonReport {
  private JsonReport() {}

  /** To be written as JSON. */
  public static Map<String, Object> plain(SuiteResult suite) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("passed", suite.passed());
    plain.put("failed", suite.failed());
    plain.put("files", suite.files().stream().map(JsonReport::file).toList());
    Map<String, Object> untested = new LinkedHashMap<>();
    suite.untested().forEach(one -> untested.put(one.rules().toString(), one.names()));
    plain.put("untested", untested);
    return plain;
  }

  private static Map<String, Object> file(FileRun run) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("file", run.file().toString());
    plain.put("tests", SuiteResult.tests(run).stream().map(JsonReport::test).toList());
    plain.put("problems", run.problems());
    return plain;
  }

  private static Map<String, Object> test(TestResult result) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("name", result.test().name());
    plain.put("line", result.test().line());
    plain.put("column", result.test().column());
    plain.put("passed", result.passed());
    if (!result.passed()) {
      List<Object> differences = new ArrayList<>();
      result.differences().forEach(difference -> differences.add(difference(difference)));
      plain.put("differences", differences);
      plain.put("reasons", result.reasons());
    }
    return plain;
  }

  private static Map<String, Object> difference(Difference difference) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("key", difference.key());
    plain.put("expected", difference.expected());
    plain.put("got", difference.got());
    return plain;
  }
}
