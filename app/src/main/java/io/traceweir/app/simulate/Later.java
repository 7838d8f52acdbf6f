// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import org.jspecify.annotations.Nullable;

/**
 * A trace that has to wait for its turn, because a limit counts what came before it.
 *
 * @param first what the first set says, if it has been asked; else null
 */
record Later(
    long dueMillis, long idHigh, long idLow, Traces traces, int trace, @Nullable Said first)
    implements Comparable<Later> {

  /** Traces that can be read again. */
  interface Traces {
    /** Valid until the reader reads the next one. */
    Trace read(int trace, TraceReader reader);
  }

  Trace read(TraceReader reader) {
    return traces.read(trace, reader);
  }

  /** By the time that they are due, and by their ids, so that every run has the same order. */
  @Override
  public int compareTo(Later other) {
    int byTime = Long.compare(dueMillis, other.dueMillis);
    int byHigh = byTime != 0 ? byTime : Long.compareUnsigned(idHigh, other.idHigh);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(idLow, other.idLow);
  }
}
