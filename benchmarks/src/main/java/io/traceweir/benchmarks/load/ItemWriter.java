// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Writes spans and log records on the wire, without building them: a load should be made fast. */
final class ItemWriter {
  private static final int INFO = 9;
  private static final int ERROR = 17;
  private static final byte[] FAILED =
      Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).build().toByteArray();
  private static final int FLAGS_SAMPLED = 0x101;

  private final TraceFacts facts;
  private final Services services;
  private final Attributes.Encoded spanAttributes;
  private final Attributes.Encoded logAttributes;
  private final byte[] scratch = new byte[1 << 18];
  private final ByteBuffer id = ByteBuffer.allocate(2 * Long.BYTES);

  ItemWriter(TraceFacts facts, Services services, Attributes attributes) {
    this.facts = facts;
    this.services = services;
    this.spanAttributes = attributes.forSpans();
    this.logAttributes = attributes.forLogs();
  }

  /** One span as a field of its scope. */
  void span(long number, TracePlan plan, int i, SplittableRandom random, ByteArrayOutputStream to)
      throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(scratch);
    traceId(Span.TRACE_ID_FIELD_NUMBER, number, out);
    spanId(Span.SPAN_ID_FIELD_NUMBER, facts.spanId(number, i), out);
    if (plan.parents[i] >= 0) {
      spanId(Span.PARENT_SPAN_ID_FIELD_NUMBER, facts.spanId(number, plan.parents[i]), out);
    }
    out.writeString(Span.NAME_FIELD_NUMBER, services.operation(plan.operations[i]));
    out.writeEnum(Span.KIND_FIELD_NUMBER, plan.kinds[i]);
    out.writeFixed64(Span.START_TIME_UNIX_NANO_FIELD_NUMBER, plan.starts[i]);
    out.writeFixed64(Span.END_TIME_UNIX_NANO_FIELD_NUMBER, plan.ends[i]);
    spanAttributes.write(random, out);
    if (plan.failed == i) {
      out.writeByteArray(Span.STATUS_FIELD_NUMBER, FAILED);
    }
    out.writeFixed32(Span.FLAGS_FIELD_NUMBER, FLAGS_SAMPLED);
    append(ScopeSpans.SPANS_FIELD_NUMBER, out, to);
  }

  /** One log record of a span as a field of its scope. */
  void log(long number, TracePlan plan, int i, SplittableRandom random, ByteArrayOutputStream to)
      throws IOException {
    boolean failed = plan.failed == i;
    CodedOutputStream out = CodedOutputStream.newInstance(scratch);
    out.writeFixed64(LogRecord.TIME_UNIX_NANO_FIELD_NUMBER, plan.ends[i]);
    out.writeEnum(LogRecord.SEVERITY_NUMBER_FIELD_NUMBER, failed ? ERROR : INFO);
    // field 1 of AnyValue is its text
    byte[] text = {0x0A, 4, 'd', 'o', 'n', 'e'};
    out.writeByteArray(LogRecord.BODY_FIELD_NUMBER, text);
    logAttributes.write(random, out);
    traceId(LogRecord.TRACE_ID_FIELD_NUMBER, number, out);
    spanId(LogRecord.SPAN_ID_FIELD_NUMBER, facts.spanId(number, i), out);
    append(ScopeLogs.LOG_RECORDS_FIELD_NUMBER, out, to);
  }

  private void traceId(int field, long number, CodedOutputStream out) throws IOException {
    id.clear().putLong(facts.idHigh(number)).putLong(facts.idLow(number));
    out.writeByteArray(field, id.array());
  }

  private void spanId(int field, long spanId, CodedOutputStream out) throws IOException {
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(Long.BYTES);
    id.clear().putLong(spanId);
    out.writeRawBytes(id.array(), 0, Long.BYTES);
  }

  private void append(int field, CodedOutputStream item, ByteArrayOutputStream to)
      throws IOException {
    int length = item.getTotalBytesWritten();
    CodedOutputStream out = CodedOutputStream.newInstance(to, 16);
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(length);
    out.flush();
    to.write(scratch, 0, length);
  }
}
