// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.traceweir.app.outcome.Edge;
import io.traceweir.quickstart.traffic.SentTrace.Facts;
import io.traceweir.quickstart.traffic.SentTrace.LogKey;
import io.traceweir.quickstart.traffic.SentTrace.Root;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds up one trace from what happened in the shop, not from what was written: every operation
 * knows who asked for it. What is held up comes after the decision, so it is neither in the figures
 * nor in the edges of the trace.
 */
final class Accountant {
  private static final int ERROR = 17;

  private final ShopTrace trace;
  private final List<Operation> inTime;

  Accountant(ShopTrace trace) {
    this.trace = trace;
    this.inTime = trace.operations().stream().filter(o -> !o.isHeldUp()).toList();
  }

  SentTrace account() {
    Operation root = trace.operations().get(0);
    List<LogRecord> logs = inTime.stream().flatMap(o -> o.logs().stream()).toList();
    return new SentTrace(
        trace.id(),
        new Root(root.service(), root.name(), root.isFailed()),
        durationNanos(),
        inTime.size(),
        (int) inTime.stream().filter(Operation::isFailed).count(),
        logs.size(),
        facts(logs),
        edges(inTime),
        edges(trace.operations()),
        trace.operations().stream().map(Operation::id).toList(),
        logKeys(),
        trace.touched());
  }

  private long durationNanos() {
    long start = inTime.stream().mapToLong(Operation::start).min().orElseThrow();
    return inTime.stream().mapToLong(Operation::end).max().orElseThrow() - start;
  }

  private Facts facts(List<LogRecord> logs) {
    return new Facts(
        logs.stream().anyMatch(log -> log.getSeverityNumberValue() >= ERROR),
        inTime.stream().anyMatch(Operation::isRetry),
        inTime.stream().anyMatch(o -> o.pod().upgraded()));
  }

  private List<LogKey> logKeys() {
    List<LogKey> keys = new ArrayList<>();
    for (Operation operation : trace.operations()) {
      operation.logs().forEach(l -> keys.add(new LogKey(operation.id(), l.getTimeUnixNano())));
    }
    return keys;
  }

  /** Who called whom, as far as it can be seen in the trace. */
  private static List<Edge> edges(List<Operation> seen) {
    Set<Operation> there = Set.copyOf(seen);
    List<Edge> edges = new ArrayList<>();
    Set<Operation> answered = new HashSet<>();
    for (Operation callee : seen) {
      if (isEntry(callee)) {
        Operation caller = callee.parent();
        if (caller == null) {
          edges.add(edge("user", callee.service(), "virtual_node", callee.isFailed()));
        } else if (there.contains(caller) && isCall(caller)) {
          answered.add(caller);
          String type = callee.kind() == SpanKind.SPAN_KIND_CONSUMER ? "messaging_system" : "";
          boolean failed = caller.isFailed() || callee.isFailed();
          edges.add(edge(caller.service(), callee.service(), type, failed));
        }
      }
    }
    seen.stream().filter(o -> isCall(o) && !answered.contains(o)).forEach(o -> edges.add(out(o)));
    return edges;
  }

  /** A call that nobody in the trace has taken. */
  private static Edge out(Operation caller) {
    String database = caller.database();
    if (database != null) {
      return edge(caller.service(), database, "database", caller.isFailed());
    }
    String address = caller.address();
    return edge(
        caller.service(), address == null ? "unknown" : address, "virtual_node", caller.isFailed());
  }

  private static boolean isEntry(Operation operation) {
    return operation.kind() == SpanKind.SPAN_KIND_SERVER
        || operation.kind() == SpanKind.SPAN_KIND_CONSUMER;
  }

  private static boolean isCall(Operation operation) {
    return operation.kind() == SpanKind.SPAN_KIND_CLIENT
        || operation.kind() == SpanKind.SPAN_KIND_PRODUCER;
  }

  private static Edge edge(String client, String server, String type, boolean failed) {
    return new Edge(client, server, type, 1, failed ? 1 : 0);
  }
}
