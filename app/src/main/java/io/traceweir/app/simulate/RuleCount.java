// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

/** What a rule took, and what it kept of that. */
public final class RuleCount {
  private final Count taken = new Count();
  private final Count kept = new Count();

  void add(Facts facts, boolean isKept) {
    taken.add(facts);
    if (isKept) {
      kept.add(facts);
    }
  }

  void add(RuleCount other) {
    taken.add(other.taken);
    kept.add(other.kept);
  }

  public Count taken() {
    return taken;
  }

  public Count kept() {
    return kept;
  }
}
