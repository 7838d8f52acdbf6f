// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.ruletest;

import io.traceweir.rules.testing.FileResult;
import io.traceweir.rules.testing.TestResult;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What came of all test files together. */
public record SuiteResult(List<FileRun> files, List<Untested> untested) {

  /** Nothing has failed, and all files could be used. */
  public boolean isFine() {
    return failed() == 0 && unusable() == 0;
  }

  int passed() {
    return results().mapToInt(FileResult::passed).sum();
  }

  int failed() {
    return results().mapToInt(FileResult::failed).sum();
  }

  /** Files that could not be used. */
  int unusable() {
    return (int) files.stream().filter(run -> run.result() == null).count();
  }

  private Stream<FileResult> results() {
    return files.stream().map(FileRun::result).filter(Objects::nonNull);
  }

  static List<TestResult> tests(FileRun run) {
    FileResult result = run.result();
    return result == null ? List.of() : result.tests();
  }
}
