// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Summary;
import io.traceweir.quickstart.check.Finding.Tally;
import java.util.List;

/**
 * What a run amounts to.
 *
 * @param remarks on what was looked at, for people
 */
public record Verdict(List<Finding> findings, List<String> remarks) {
  public Verdict {
    findings = List.copyOf(findings);
    remarks = List.copyOf(remarks);
  }

  public boolean agrees() {
    return findings.stream().allMatch(Finding::agrees);
  }

  /** Of files whose content nobody vouches for: one decision each is all that has to be. */
  public static Verdict ofStrangers(Summary summary) {
    long traces = summary.sent().traces();
    Tally missing = new Tally("traces decided");
    for (long i = 0; i < traces; i++) {
      missing.add(i >= summary.undecided(), () -> "a trace without a decision");
    }
    Finding again =
        new Finding(
            "traces not decided twice",
            traces,
            traces - summary.again(),
            summary.again() == 0 ? List.of() : List.of(summary.again() + " second decisions"));
    return new Verdict(
        List.of(missing.finding(), again),
        List.of("nobody knows what has to come out of these files: nothing else is checked"));
  }
}
