// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.Trace;
import org.jspecify.annotations.Nullable;

/** A condition ready to be asked about traces. One thread; asking allocates nothing. */
public final class TraceFilter {
  private final Filter filter;
  private @Nullable Focus own;
  private @Nullable Focus askedWith;
  private long askedAt;
  private boolean answer;

  TraceFilter(Filter filter) {
    this.filter = filter;
  }

  /** Asked alone. */
  public boolean holds(Trace trace) {
    Focus focus = own == null ? new Focus() : own;
    own = focus;
    focus.on(trace);
    return holds(focus);
  }

  /** Asked with others about the trace that the focus is on; answers again when it was before. */
  public boolean holds(Focus shared) {
    if (askedWith != shared || askedAt != shared.turn()) {
      answer = filter.holds(shared);
      askedWith = shared;
      askedAt = shared.turn();
    }
    return answer;
  }
}
