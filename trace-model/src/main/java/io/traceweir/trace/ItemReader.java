// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import java.io.IOException;

/**
 * Reads a span's or log record's fields in one pass. What cannot be read flags the item: an
 * attribute alone when only that is damaged, else all that comes after the damage is missing.
 */
final class ItemReader {
  private final AttributeReader attributes;
  private long idHigh;
  private long idLow;

  ItemReader(AttributeReader attributes) {
    this.attributes = attributes;
  }

  void begin(long idHigh, long idLow) {
    this.idHigh = idHigh;
    this.idLow = idLow;
  }

  private boolean isWithoutTrace() {
    return (idHigh | idLow) == 0;
  }

  /** Reads a span that the reader has entered. Returns whether it belongs to the trace. */
  boolean read(WireReader in, Span span) {
    boolean ours = false;
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag == Tags.SPAN_TRACE_ID) {
          ours = isOurs(in, span);
        } else {
          readField(in, tag, span);
        }
      }
    } catch (IOException e) {
      span.unreadable = true;
    }
    return ours;
  }

  private void readField(WireReader in, int tag, Span span) throws IOException {
    switch (tag) {
      case Tags.SPAN_ID -> span.id = spanId(in, span);
      case Tags.SPAN_TRACE_STATE -> readTraceState(in, span);
      case Tags.SPAN_PARENT_ID -> span.parentId = spanId(in, span);
      case Tags.SPAN_NAME -> {
        span.nameAt = in.range();
        span.nameLength = in.length();
      }
      case Tags.SPAN_KIND -> span.kind = in.varint32();
      case Tags.SPAN_START -> span.startNanos = in.fixed64();
      case Tags.SPAN_END -> span.endNanos = in.fixed64();
      case Tags.SPAN_ATTRIBUTE -> readAttribute(in, span);
      case Tags.SPAN_STATUS -> readStatus(in, span);
      case Tags.SPAN_EVENT -> {
        int at = in.range();
        span.sawEvent(at, in.length());
      }
      case Tags.SPAN_FLAGS -> span.flags = in.fixed32();
      default -> in.skip(tag);
    }
  }

  /** Reads a log record that the reader has entered. Returns whether it belongs to the trace. */
  boolean read(WireReader in, LogRecord log) {
    boolean ours = isWithoutTrace();
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag == Tags.LOG_TRACE_ID) {
          ours = isOurs(in, log);
        } else {
          readField(in, tag, log);
        }
      }
    } catch (IOException e) {
      log.unreadable = true;
    }
    return ours;
  }

  private void readField(WireReader in, int tag, LogRecord log) throws IOException {
    switch (tag) {
      case Tags.LOG_TIME -> log.timeNanos = in.fixed64();
      case Tags.LOG_OBSERVED_TIME -> log.observedTimeNanos = in.fixed64();
      case Tags.LOG_SEVERITY -> log.severityNumber = in.varint32();
      case Tags.LOG_SEVERITY_TEXT -> {
        log.severityTextAt = in.range();
        log.severityTextLength = in.length();
      }
      case Tags.LOG_BODY -> {
        log.bodyAt = in.range();
        log.bodyLength = in.length();
      }
      case Tags.LOG_ATTRIBUTE -> readAttribute(in, log);
      case Tags.LOG_SPAN_ID -> log.spanId = spanId(in, log);
      default -> in.skip(tag);
    }
  }

  private boolean isOurs(WireReader in, TraceItem item) throws IOException {
    int at = in.range();
    if (in.length() != 16) {
      boolean missing = in.length() == 0 && isWithoutTrace();
      item.unreadable |= !missing;
      return missing;
    }
    return WireReader.id(in.bytes(), at) == idHigh && WireReader.id(in.bytes(), at + 8) == idLow;
  }

  private static long spanId(WireReader in, TraceItem item) throws IOException {
    int at = in.range();
    if (in.length() == 8) {
      return WireReader.id(in.bytes(), at);
    }
    item.unreadable |= in.length() != 0;
    return 0;
  }

  private static void readTraceState(WireReader in, Span span) throws IOException {
    int at = in.range();
    span.traceStateAt = at;
    span.traceStateLength = in.length();
  }

  private static void readStatus(WireReader in, Span span) throws IOException {
    long entered = in.enter();
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag == Tags.STATUS_CODE) {
          span.status = in.varint32();
        } else {
          in.skip(tag);
        }
      }
    } catch (IOException e) {
      span.unreadable = true;
    }
    in.leave(entered);
  }

  private void readAttribute(WireReader in, TraceItem item) throws IOException {
    int at = in.range();
    try {
      attributes.read(in.bytes(), at, at + in.length(), item.attributes);
    } catch (IOException e) {
      item.unreadable = true;
    }
  }
}
