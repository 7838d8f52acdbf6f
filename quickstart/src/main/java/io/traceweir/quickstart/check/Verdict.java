// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Summary;
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

  /** Of traffic whose content nobody vouches for: one decision each is all that has to be. */
  public static Verdict ofStrangers(Summary summary) {
    long traces = summary.sent().traces();
    long missing = summary.undecided();
    long again = summary.again();
    return new Verdict(
        List.of(
            new Finding(
                "traces decided",
                traces,
                traces - missing,
                missing == 0 ? List.of() : List.of(missing + " traces without a decision")),
            new Finding(
                "traces not decided twice",
                traces,
                traces - again,
                again == 0 ? List.of() : List.of(again + " second decisions"))),
        List.of("nobody knows what has to come out of this traffic: nothing else is checked"));
  }
}
