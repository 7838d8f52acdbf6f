// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

/** One thing that was counted in what came out and has to be what went in. */
public record Check(String what, long expected, long found) {
  public boolean isRight() {
    return expected == found;
  }
}
