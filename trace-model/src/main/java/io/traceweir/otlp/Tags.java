// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED32;
import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;

/**
 * Wire tags (field number and wire type in one number) of the OTLP fields that are read.
 *
 * <p>Requests of spans and of logs have the same frames under the same numbers: a request holds
 * resource frames, a resource frame holds scope frames, a scope frame holds items.
 */
public final class Tags {
  public static final int REQUEST_RESOURCE_FRAME =
      ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;

  /** The resource of a resource frame, the scope of a scope frame. */
  public static final int FRAME_HEAD =
      ResourceSpans.RESOURCE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;

  /** A scope frame in a resource frame, an item in a scope frame. */
  public static final int FRAME_CHILD =
      ResourceSpans.SCOPE_SPANS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;

  public static final int RESOURCE_ATTRIBUTE =
      Resource.ATTRIBUTES_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int SCOPE_NAME =
      InstrumentationScope.NAME_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int SCOPE_VERSION =
      InstrumentationScope.VERSION_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int RESOURCE_DROPPED_ATTRIBUTES =
      Resource.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3 | WIRETYPE_VARINT;
  public static final int SCOPE_DROPPED_ATTRIBUTES =
      InstrumentationScope.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3 | WIRETYPE_VARINT;
  public static final int SCOPE_ATTRIBUTE =
      InstrumentationScope.ATTRIBUTES_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;

  public static final int SPAN_TRACE_ID =
      Span.TRACE_ID_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int SPAN_ID = Span.SPAN_ID_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int SPAN_TRACE_STATE =
      Span.TRACE_STATE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int SPAN_PARENT_ID =
      Span.PARENT_SPAN_ID_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int SPAN_NAME = Span.NAME_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int SPAN_KIND = Span.KIND_FIELD_NUMBER << 3 | WIRETYPE_VARINT;
  public static final int SPAN_START =
      Span.START_TIME_UNIX_NANO_FIELD_NUMBER << 3 | WIRETYPE_FIXED64;
  public static final int SPAN_END = Span.END_TIME_UNIX_NANO_FIELD_NUMBER << 3 | WIRETYPE_FIXED64;
  public static final int SPAN_ATTRIBUTE =
      Span.ATTRIBUTES_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int SPAN_STATUS = Span.STATUS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int SPAN_FLAGS = Span.FLAGS_FIELD_NUMBER << 3 | WIRETYPE_FIXED32;
  public static final int SPAN_DROPPED_ATTRIBUTES =
      Span.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3 | WIRETYPE_VARINT;
  public static final int SPAN_EVENT = Span.EVENTS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int SPAN_DROPPED_EVENTS =
      Span.DROPPED_EVENTS_COUNT_FIELD_NUMBER << 3 | WIRETYPE_VARINT;
  public static final int SPAN_LINK = Span.LINKS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int SPAN_DROPPED_LINKS =
      Span.DROPPED_LINKS_COUNT_FIELD_NUMBER << 3 | WIRETYPE_VARINT;
  public static final int EVENT_TIME =
      Span.Event.TIME_UNIX_NANO_FIELD_NUMBER << 3 | WIRETYPE_FIXED64;
  public static final int EVENT_NAME =
      Span.Event.NAME_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int EVENT_ATTRIBUTE =
      Span.Event.ATTRIBUTES_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int EVENT_DROPPED_ATTRIBUTES =
      Span.Event.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3 | WIRETYPE_VARINT;
  public static final int STATUS_MESSAGE =
      Status.MESSAGE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int STATUS_CODE = Status.CODE_FIELD_NUMBER << 3 | WIRETYPE_VARINT;

  public static final int LOG_TIME = LogRecord.TIME_UNIX_NANO_FIELD_NUMBER << 3 | WIRETYPE_FIXED64;
  public static final int LOG_OBSERVED_TIME =
      LogRecord.OBSERVED_TIME_UNIX_NANO_FIELD_NUMBER << 3 | WIRETYPE_FIXED64;
  public static final int LOG_SEVERITY =
      LogRecord.SEVERITY_NUMBER_FIELD_NUMBER << 3 | WIRETYPE_VARINT;
  public static final int LOG_SEVERITY_TEXT =
      LogRecord.SEVERITY_TEXT_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int LOG_BODY = LogRecord.BODY_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int LOG_ATTRIBUTE =
      LogRecord.ATTRIBUTES_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int LOG_TRACE_ID =
      LogRecord.TRACE_ID_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int LOG_SPAN_ID =
      LogRecord.SPAN_ID_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;

  public static final int KEY = KeyValue.KEY_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int VALUE = KeyValue.VALUE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int STRING =
      AnyValue.STRING_VALUE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int BOOL = AnyValue.BOOL_VALUE_FIELD_NUMBER << 3 | WIRETYPE_VARINT;
  public static final int INT = AnyValue.INT_VALUE_FIELD_NUMBER << 3 | WIRETYPE_VARINT;
  public static final int DOUBLE = AnyValue.DOUBLE_VALUE_FIELD_NUMBER << 3 | WIRETYPE_FIXED64;
  public static final int ARRAY =
      AnyValue.ARRAY_VALUE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int MAP = AnyValue.KVLIST_VALUE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;
  public static final int BYTES =
      AnyValue.BYTES_VALUE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED;

  private Tags() {}
}
