// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Spans written as lines: trace, span, parent, name, kind, status, times, tracestate, attributes.
 */
final class SpanTable {
  private static final long EPOCH_NANOS = 1_700_000_000_000_000_000L;

  private SpanTable() {}

  /** One request a span. */
  static List<byte[]> requests(String resource) {
    return Reference.resource(resource).stream().map(SpanTable::request).toList();
  }

  private static byte[] request(String line) {
    String[] cells = line.split("\t", -1);
    long start = EPOCH_NANOS + Long.parseLong(cells[6]);
    byte[] traceId = ByteBuffer.allocate(16).putLong(8, Long.parseLong(cells[0])).array();
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(traceId))
            .setSpanId(id(cells[1]))
            .setParentSpanId(id(cells[2]))
            .setName(cells[3])
            .setKindValue(Integer.parseInt(cells[4]))
            .setStatus(Status.newBuilder().setCodeValue(Integer.parseInt(cells[5])))
            .setStartTimeUnixNano(start)
            .setEndTimeUnixNano(start + Long.parseLong(cells[7]))
            .setTraceState(cells[8].equals("-") ? "" : cells[8])
            .addAllAttributes(attributes(cells[10]));
    ResourceSpans.Builder spans = ResourceSpans.newBuilder();
    spans.getResourceBuilder().addAllAttributes(attributes(cells[9]));
    spans.addScopeSpansBuilder().addSpans(span);
    return ExportTraceServiceRequest.newBuilder().addResourceSpans(spans).build().toByteArray();
  }

  private static ByteString id(String hex) {
    return hex.equals("-") ? ByteString.EMPTY : ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  private static List<KeyValue> attributes(String cell) {
    List<KeyValue> attributes = new ArrayList<>();
    for (String attribute : cell.equals("-") ? new String[0] : cell.split(",", -1)) {
      int equals = attribute.indexOf('=');
      String value = attribute.substring(equals + 3);
      AnyValue.Builder any = AnyValue.newBuilder();
      if (attribute.charAt(equals + 1) == 'i') {
        any.setIntValue(Long.parseLong(value));
      } else {
        any.setStringValue(value);
      }
      attributes.add(
          KeyValue.newBuilder().setKey(attribute.substring(0, equals)).setValue(any).build());
    }
    return attributes;
  }
}
