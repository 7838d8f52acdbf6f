// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The order in which variants take turns: there and back again, ABBA. What drifts meanwhile (heat,
 * the compiler, other work) then weighs on all of them alike.
 */
public final class Turns {
  private Turns() {}

  /** Each one as often as there are rounds. */
  public static <T> List<T> of(List<T> variants, int rounds) {
    List<T> turns = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<T> next = new ArrayList<>(variants);
      if (round % 2 == 1) {
        Collections.reverse(next);
      }
      turns.addAll(next);
    }
    return turns;
  }
}
