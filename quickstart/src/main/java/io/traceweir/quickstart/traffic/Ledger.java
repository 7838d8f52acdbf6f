// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import io.traceweir.app.outcome.Red;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the shop has sent so far, and so what has to come out of any pipeline that is right. Kept
 * from what the shop did; nothing of the pipeline's own code is asked. One thread.
 */
public final class Ledger {
  private final Map<TraceId, SentTrace> traces = new LinkedHashMap<>();
  private final Map<Red.Operation, Long> calls = new HashMap<>();
  private final Set<TraceId> repeated = new HashSet<>();
  private final Set<TraceId> delayed = new HashSet<>();
  private long heldUpSpans;
  private long repeatedSpans;

  void add(ShopTrace trace) {
    SentTrace sent = new Accountant(trace).account();
    traces.put(sent.id(), sent);
    for (Operation operation : trace.operations()) {
      calls.merge(call(operation), 1L, Long::sum);
      heldUpSpans += operation.isHeldUp() ? 1 : 0;
    }
  }

  /** A call is a call, however late its span comes. */
  private static Red.Operation call(Operation operation) {
    String status = operation.isFailed() ? "STATUS_CODE_ERROR" : "STATUS_CODE_UNSET";
    return new Red.Operation(
        operation.service(), operation.name(), operation.kind().name(), status, 0);
  }

  /** This request goes out a second time. */
  void repeats(Request request) {
    repeated.addAll(request.traces());
    repeatedSpans += request.signal() == Signal.SPANS ? request.items() : 0;
  }

  /**
   * This request left so long after its time that its traces may have been decided without it:
   * nobody can say any more what must be in them.
   */
  public void delayed(Request request) {
    delayed.addAll(request.traces());
  }

  public Map<TraceId, SentTrace> traces() {
    return Collections.unmodifiableMap(traces);
  }

  /** Spans by service, name, kind and status, each span once; the keys have no count. */
  public Map<Red.Operation, Long> calls() {
    return Collections.unmodifiableMap(calls);
  }

  /** Traces of which a part was sent too late. */
  public Set<TraceId> delayed() {
    return Collections.unmodifiableSet(delayed);
  }

  /** Whether the trace ran into the incident. */
  public boolean touched(SentTrace trace, Incident incident) {
    return trace.incidents().contains(incident)
        || (incident == Incident.DUPLICATES && repeated.contains(trace.id()));
  }

  /** Each once, however often it was delivered. */
  public long spans() {
    return calls.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Spans that came long after their trace. */
  public long heldUpSpans() {
    return heldUpSpans;
  }

  /** Spans that were delivered a second time. */
  public long repeatedSpans() {
    return repeatedSpans;
  }
}
