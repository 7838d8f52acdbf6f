// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.Trace;

/** A condition ready to be asked about traces. One thread; asking allocates nothing. */
public final class TraceFilter {
  private final Filter filter;
  private final Focus focus = new Focus();

  TraceFilter(Filter filter) {
    this.filter = filter;
  }

  public boolean holds(Trace trace) {
    focus.on(trace);
    return filter.holds(focus);
  }
}
