// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

/**
 * Where a partition begins and ends, and how far the application's group has read it.
 *
 * @param end when the doctor came
 * @param later the end some seconds later
 * @param recent the first offset of the last minutes; the end when nothing was written in them
 * @param committed -1 when there is none
 * @param committedLater some seconds later
 */
public record LogFacts(
    long begin, long end, long later, long recent, long committed, long committedLater) {

  public static final long NONE = -1;

  /** Records that the group has not read. */
  public long lag() {
    return committedLater == NONE ? 0 : Math.max(0, later - committedLater);
  }

  LogFacts later(long end, long committed) {
    return new LogFacts(begin, this.end, end, recent, this.committed, committed);
  }
}
