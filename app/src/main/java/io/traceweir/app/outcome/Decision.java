// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.traceweir.trace.TraceId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One record of the decisions topic. */
public record Decision(
    TraceId trace,
    boolean kept,
    String rule,
    String trigger,
    long spans,
    long logs,
    long errors,
    double durationMillis,
    String rootService,
    String rootName) {

  /** Every decision in a request; other events are passed over. */
  public static void readAll(ExportLogsServiceRequest request, Consumer<Decision> out) {
    events(request).map(Decision::of).forEach(out);
  }

  /** Every decision in the value of one record; other events are passed over. */
  public static void readAll(byte[] value, Consumer<Decision> out)
      throws InvalidProtocolBufferException {
    events(ExportLogsServiceRequest.parseFrom(value)).map(Decision::of).forEach(out);
  }

  static Stream<LogRecord> events(ExportLogsServiceRequest request) {
    return events(request, "traceweir.decision");
  }

  static Stream<LogRecord> events(ExportLogsServiceRequest request, String name) {
    return request.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .filter(log -> log.getEventName().equals(name))
        .filter(log -> log.getTraceId().size() == 16);
  }

  static Decision of(LogRecord log) {
    List<KeyValue> attributes = log.getAttributesList();
    return new Decision(
        traceId(log.getTraceId()),
        Attributes.text(attributes, "traceweir.outcome").equals("kept"),
        Attributes.text(attributes, "traceweir.rule"),
        Attributes.text(attributes, "traceweir.trigger"),
        Attributes.whole(attributes, "traceweir.spans"),
        Attributes.whole(attributes, "traceweir.logs"),
        Attributes.whole(attributes, "traceweir.errors"),
        Attributes.number(attributes, "traceweir.duration_ms"),
        Attributes.text(attributes, "traceweir.root.service"),
        Attributes.text(attributes, "traceweir.root.name"));
  }

  static TraceId traceId(ByteString id) {
    ByteBuffer bytes = id.asReadOnlyByteBuffer();
    return new TraceId(bytes.getLong(), bytes.getLong());
  }
}
