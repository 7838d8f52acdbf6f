// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How the tests of one file have ended. */
public record FileResult(List<TestResult> tests) {

  public FileResult {
    tests = List.copyOf(tests);
  }

  public int passed() {
    return (int) tests.stream().filter(TestResult::passed).count();
  }

  public int failed() {
    return tests.size() - passed();
  }

  /** Names of the rules that took a trace, or brought one back. */
  public Set<String> taken() {
    Set<String> taken = new LinkedHashSet<>();
    tests.forEach(test -> taken.addAll(test.taken()));
    return taken;
  }
}
