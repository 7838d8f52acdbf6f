// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a policy becomes: which traces, how many of them, and where that is not the same. */
record Draft(Test test, Share share, Set<Difference> differences) {

  static Draft of(Test test, Difference... differences) {
    EnumSet<Difference> set = EnumSet.noneOf(Difference.class);
    set.addAll(List.of(differences));
    return new Draft(test, Share.ALL, set);
  }

  static Draft of(Share share, Difference difference) {
    return new Draft(Test.ALWAYS, share, EnumSet.of(difference));
  }

  Draft with(Difference difference) {
    EnumSet<Difference> more = EnumSet.of(difference);
    more.addAll(differences);
    return new Draft(test, share, more);
  }
}
