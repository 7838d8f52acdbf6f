// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.ottl.Fnv;
import io.traceweir.trace.TraceId;
import io.traceweir.tracestate.Threshold;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The trace ids under which a trace without one is tried, so that nothing that depends on chance
 * can look certain: by rules a trace is kept when the end of its id reaches a threshold, so there
 * are two ids for each threshold, just below it and at it, and one at each end; policies hash ids,
 * so there are many.
 */
final class TrialIds {
  /** Enough that a share between 1 % and 99 % shows itself but for once in ten thousand files. */
  static final int HASHED = 1_000;

  private static final long MOST = Threshold.NEVER - 1;

  private TrialIds() {}

  static List<TraceId> of(TestedTrace trace, RuleSet rules) {
    if (trace.id().isPresent()) {
      return List.of(trace.id().get());
    }
    List<TraceId> ids = new ArrayList<>();
    randomness(rules).forEach(randomness -> ids.add(new TraceId(1, randomness)));
    if (hasPolicies(rules)) {
      for (int i = 1; i <= HASHED; i++) {
        byte[] number = {(byte) i, (byte) (i >>> 8)};
        ids.add(new TraceId(Fnv.of(number), Fnv.more(Fnv.of(number), i)));
      }
    }
    return ids;
  }

  static boolean hasPolicies(RuleSet rules) {
    return !rules.rules().get(0).consistent();
  }

  private static Set<Long> randomness(RuleSet rules) {
    Set<Long> all = new LinkedHashSet<>();
    all.add(0L);
    all.add(MOST);
    for (Rule rule : rules.rules()) {
      if (rule.threshold() > 0 && rule.threshold() <= MOST) {
        all.add(rule.threshold() - 1);
        all.add(rule.threshold());
      }
    }
    return all;
  }
}
