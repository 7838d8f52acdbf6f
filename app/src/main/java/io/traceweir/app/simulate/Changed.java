// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** How many traces a change concerns, with some of their ids. */
public final class Changed {
  private static final int EXAMPLES = 3;

  private final Count count = new Count();
  private final SortedSet<String> examples = new TreeSet<>();

  void add(Facts facts) {
    count.add(facts);
    examples.add(facts.id());
    shorten();
  }

  void add(Changed other) {
    count.add(other.count);
    examples.addAll(other.examples);
    shorten();
  }

  /** The first ids in their order, so that every run names the same. */
  private void shorten() {
    while (examples.size() > EXAMPLES) {
      examples.remove(examples.last());
    }
  }

  public Count count() {
    return count;
  }

  public SortedSet<String> examples() {
    return Collections.unmodifiableSortedSet(examples);
  }
}
