// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Red;
import io.traceweir.app.outcome.Upgrade;
import io.traceweir.quickstart.traffic.Ledger;
import io.traceweir.quickstart.traffic.SentTrace;
import io.traceweir.trace.TraceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a right pipeline would write for a ledger, to be spoilt by tests. */
final class Outcome {
  final List<Decision> decisions = new ArrayList<>();
  final List<Upgrade> upgrades = new ArrayList<>();
  final List<Span> spans = new ArrayList<>();
  final List<LogRecord> logs = new ArrayList<>();
  final List<Red.Operation> operations = new ArrayList<>();
  final List<Edge> edges = new ArrayList<>();

  Outcome(Ledger ledger) {
    ledger.traces().values().forEach(this::decide);
    ledger
        .calls()
        .forEach(
            (key, count) ->
                operations.add(
                    new Red.Operation(key.service(), key.name(), key.kind(), key.status(), count)));
    Map<List<String>, Edge> sums = new LinkedHashMap<>();
    ledger.traces().values().stream()
        .flatMap(trace -> trace.edges().stream())
        .forEach(e -> sums.merge(List.of(e.client(), e.server(), e.type()), e, Outcome::plus));
    edges.addAll(sums.values());
  }

  void addEdges(List<Edge> more) {
    more.forEach(edge -> change(edge, 1));
  }

  void removeEdges(List<Edge> less) {
    less.forEach(edge -> change(edge, -1));
  }

  private void change(Edge by, int times) {
    Edge sum =
        new Edge(by.client(), by.server(), by.type(), times * by.calls(), times * by.failed());
    for (Edge edge : List.copyOf(edges)) {
      if (edge.client().equals(by.client())
          && edge.server().equals(by.server())
          && edge.type().equals(by.type())) {
        edges.remove(edge);
        sum = plus(sum, edge);
      }
    }
    edges.add(sum);
  }

  private static Edge plus(Edge a, Edge b) {
    return new Edge(
        a.client(), a.server(), a.type(), a.calls() + b.calls(), a.failed() + b.failed());
  }

  private void decide(SentTrace trace) {
    ExampleRule rule = ExampleRule.of(trace);
    boolean kept = rule.keeps(trace.id());
    decisions.add(
        new Decision(
            trace.id(),
            kept,
            rule.label(),
            "root",
            trace.spans(),
            trace.logRecords(),
            trace.errors(),
            trace.durationNanos() / 1e6,
            trace.root().service(),
            trace.root().name()));
    if (kept) {
      trace.spanIds().forEach(id -> spans.add(span(trace.id(), id)));
      trace
          .logs()
          .forEach(
              log ->
                  logs.add(
                      LogRecord.newBuilder()
                          .setTraceId(ByteString.copyFrom(trace.id().bytes()))
                          .setSpanId(word(log.spanId()))
                          .setTimeUnixNano(log.timeNanos())
                          .build()));
    }
  }

  static Span span(TraceId trace, long id) {
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(trace.bytes()))
        .setSpanId(word(id))
        .build();
  }

  private static ByteString word(long word) {
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(0, word));
  }

  Received received() {
    Received received = new Received();
    decisions.forEach(received::decided);
    upgrades.forEach(received::upgraded);
    ExportTraceServiceRequest.Builder keptSpans = ExportTraceServiceRequest.newBuilder();
    keptSpans.addResourceSpansBuilder().addScopeSpansBuilder().addAllSpans(spans);
    ExportLogsServiceRequest.Builder keptLogs = ExportLogsServiceRequest.newBuilder();
    keptLogs.addResourceLogsBuilder().addScopeLogsBuilder().addAllLogRecords(logs);
    try {
      received.keptSpans(keptSpans.build().toByteArray());
      received.keptLogs(keptLogs.build().toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    return received;
  }
}
