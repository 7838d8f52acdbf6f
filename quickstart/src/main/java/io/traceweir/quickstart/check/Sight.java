// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Decision;
import io.traceweir.quickstart.traffic.SentTrace;

/** How much of its trace a decision saw. */
enum Sight {
  /** All that was sent in time. */
  WHOLE,
  /** That, and some of what was held up: the decision came later than the data said. */
  MORE,
  /** Something else. */
  PART;

  static Sight of(SentTrace sent, Decision decision) {
    Figures due = Figures.of(sent);
    Figures found = Figures.of(decision);
    if (found.agreesWith(due)) {
      return WHOLE;
    }
    return found.isBetween(due, sent) ? MORE : PART;
  }
}
