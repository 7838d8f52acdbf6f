// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import java.util.List;

/** One thing that was counted in what came out and has to be what went in. */
public record Check(String what, long expected, long found) {
  public boolean isRight() {
    return expected == found;
  }

  /** Those that are not right, with this in front of what they are. */
  public static List<Check> wrong(String whose, List<Check> checks) {
    return checks.stream()
        .filter(check -> !check.isRight())
        .map(check -> new Check(whose + ": " + check.what, check.expected, check.found))
        .toList();
  }
}
