// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Upgrade;
import io.traceweir.quickstart.traffic.SentTrace.LogKey;
import io.traceweir.trace.TraceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every decision, and every span and log record that was kept, by trace, as often as it came. */
public final class Received {
  private final Map<TraceId, List<Decision>> decisions = new HashMap<>();
  private final Set<TraceId> upgraded = new HashSet<>();
  private final Map<TraceId, List<Long>> spans = new HashMap<>();
  private final Map<TraceId, List<LogKey>> logs = new HashMap<>();

  public void decided(Decision decision) {
    of(decisions, decision.trace()).add(decision);
  }

  /** A dropped trace came back. */
  public void upgraded(Upgrade upgrade) {
    upgraded.add(upgrade.trace());
  }

  /** The value of one record of the kept spans. */
  public void keptSpans(byte[] value) throws InvalidProtocolBufferException {
    ExportTraceServiceRequest.parseFrom(value).getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .filter(span -> span.getTraceId().size() == 16)
        .forEach(span -> of(spans, traceId(span.getTraceId())).add(word(span.getSpanId())));
  }

  /** The value of one record of the kept logs; those without a trace are passed over. */
  public void keptLogs(byte[] value) throws InvalidProtocolBufferException {
    ExportLogsServiceRequest.parseFrom(value).getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .filter(log -> log.getTraceId().size() == 16)
        .forEach(
            log ->
                of(logs, traceId(log.getTraceId()))
                    .add(new LogKey(word(log.getSpanId()), log.getTimeUnixNano())));
  }

  /** By its decision, or later. */
  boolean isKept(TraceId trace) {
    return upgraded.contains(trace) || decisions(trace).stream().anyMatch(Decision::kept);
  }

  List<Decision> decisions(TraceId trace) {
    return decisions.getOrDefault(trace, List.of());
  }

  List<Long> spans(TraceId trace) {
    return spans.getOrDefault(trace, List.of());
  }

  List<LogKey> logs(TraceId trace) {
    return logs.getOrDefault(trace, List.of());
  }

  private static <T> List<T> of(Map<TraceId, List<T>> map, TraceId trace) {
    return map.computeIfAbsent(trace, t -> new ArrayList<>(1));
  }

  private static TraceId traceId(ByteString id) {
    ByteBuffer bytes = id.asReadOnlyByteBuffer();
    return new TraceId(bytes.getLong(), bytes.getLong());
  }

  private static long word(ByteString id) {
    return id.size() == Long.BYTES ? id.asReadOnlyByteBuffer().getLong() : 0;
  }
}
