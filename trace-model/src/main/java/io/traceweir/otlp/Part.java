// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

/** A part of a request that can be verified by itself. */
public final class Part {
  public static final Part SPANS = new Part(ExportTraceServiceRequest.getDescriptor(), 0);
  public static final Part LOGS = new Part(ExportLogsServiceRequest.getDescriptor(), 0);

  /** Of spans or logs, without the scopes: their fields have other numbers in neither. */
  public static final Part RESOURCE_FRAME = new Part(ResourceSpans.getDescriptor(), 1);

  /** Of spans or logs, without the items. */
  public static final Part SCOPE_FRAME = new Part(ScopeSpans.getDescriptor(), 2);

  public static final Part SPAN = new Part(Span.getDescriptor(), 3);
  public static final Part LOG = new Part(LogRecord.getDescriptor(), 3);

  /** The content of a value that is a list, as an attribute of an item. */
  public static final Part LIST = new Part(ArrayValue.getDescriptor(), 6);

  /** The content of a value that is a map, as an attribute of an item. */
  public static final Part MAP = new Part(KeyValueList.getDescriptor(), 6);

  final Shape shape;

  /** How many messages are around it in a request. */
  final int depth;

  private Part(Descriptor message, int depth) {
    this.shape = Shape.of(message);
    this.depth = depth;
  }

  /** A whole request of a signal. */
  public static Part request(Signal signal) {
    return signal == Signal.SPANS ? SPANS : LOGS;
  }
}
