// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.Trace;
import org.jspecify.annotations.Nullable;

/** A condition ready to be asked about traces. One thread; asking allocates nothing. */
public final class TraceFilter {
  private final Filter filter;
  private @Nullable Focus own;

  TraceFilter(Filter filter) {
    this.filter = filter;
  }

  /** Asked alone. */
  public boolean holds(Trace trace) {
    Focus focus = own == null ? new Focus() : own;
    own = focus;
    focus.on(trace);
    return filter.holds(focus);
  }

  /** Asked with others about the trace that the focus is on. */
  public boolean holds(Focus shared) {
    return filter.holds(shared);
  }
}
