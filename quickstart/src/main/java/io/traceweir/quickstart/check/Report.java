// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Summary;
import java.util.List;

/** What a run ends with: what happened in it, and whether all came out as it must. */
public record Report(Recap recap, Verdict verdict) {
  /** Of files or of other people's traffic: nobody here knows what happened. */
  public static Report ofStrangers(Summary summary) {
    return new Report(new Recap(List.of()), Verdict.ofStrangers(summary));
  }
}
