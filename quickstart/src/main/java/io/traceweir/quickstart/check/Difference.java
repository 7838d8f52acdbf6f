// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How what was kept of a trace differs from what was sent of it.
 *
 * @param what spans or logs
 * @param again kept more than once
 * @param strange kept, but never sent
 */
record Difference(String what, long missing, long again, long strange) {

  static <T> Difference of(String what, List<T> sent, List<T> kept) {
    Set<T> distinct = new HashSet<>(kept);
    long missing = sent.stream().filter(item -> !distinct.contains(item)).count();
    distinct.removeAll(Set.copyOf(sent));
    long strange = distinct.size();
    long again = kept.size() - (sent.size() - missing) - strange;
    return new Difference(what, missing, again, strange);
  }

  /** Empty when there is none. */
  @Override
  public String toString() {
    String found =
        (missing == 0 ? "" : ", " + missing + " missing")
            + (again == 0 ? "" : ", " + again + " twice")
            + (strange == 0 ? "" : ", " + strange + " never sent");
    return found.isEmpty() ? "" : " " + what + found.substring(1) + ";";
  }
}
