// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** What has been written to the input topics, counted. */
public final class Sent {
  private final Set<TraceId> traces = new HashSet<>();
  private long requests;
  private long spans;
  private long logs;

  /**
   * One request.
   *
   * @param items spans or log records
   * @param traceIds all that the request holds a part of
   */
  public void add(Signal signal, int items, Set<TraceId> traceIds) {
    requests++;
    traces.addAll(traceIds);
    switch (signal) {
      case SPANS -> spans += items;
      case LOGS -> logs += items;
    }
  }

  public Set<TraceId> traces() {
    return Collections.unmodifiableSet(traces);
  }

  public long requests() {
    return requests;
  }

  public long spans() {
    return spans;
  }

  public long logs() {
    return logs;
  }
}
