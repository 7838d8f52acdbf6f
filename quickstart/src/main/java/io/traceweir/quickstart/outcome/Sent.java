// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.outcome;

import io.traceweir.quickstart.traffic.Request;
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

  public void add(Request request) {
    requests++;
    traces.addAll(request.traces());
    switch (request.signal()) {
      case SPANS -> spans += request.items();
      case LOGS -> logs += request.items();
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
