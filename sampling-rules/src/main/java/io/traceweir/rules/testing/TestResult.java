// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import java.util.List;
import java.util.Set;

/**
 * How a test has ended.
 *
 * @param differences none when it passed
 * @param reasons why it is as it is, a sentence each; none when it passed
 * @param taken names of the rules that took the trace or brought it back
 */
public record TestResult(
    TestCase test, List<Difference> differences, List<String> reasons, Set<String> taken) {

  public TestResult {
    differences = List.copyOf(differences);
    reasons = List.copyOf(reasons);
    taken = Set.copyOf(taken);
  }

  public boolean passed() {
    return differences.isEmpty();
  }
}
