// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A log record. Valid until its reader begins another trace. */
public final class LogRecord extends TraceItem {
  private static final int UNKNOWN = -1;

  private final AttributeValues values;
  long timeNanos;
  long observedTimeNanos;
  long spanId;
  int severityNumber;
  int severityTextAt;
  int severityTextLength;
  int bodyAt;
  int bodyLength = UNKNOWN;

  LogRecord(Strings strings, AttributeValues values, int slots) {
    super(strings, slots);
    this.values = values;
  }

  @Override
  void reset(byte[] bytes, int offset, int length) {
    super.reset(bytes, offset, length);
    timeNanos = 0;
    observedTimeNanos = 0;
    spanId = 0;
    severityNumber = 0;
    severityTextLength = 0;
    bodyLength = UNKNOWN;
  }

  /** When it happened, else when it was observed; unsigned, since 1970. */
  public long timeNanos() {
    return timeNanos != 0 ? timeNanos : observedTimeNanos;
  }

  /** The number of OTLP's SeverityNumber. */
  public int severityNumber() {
    return severityNumber;
  }

  public String severityText() {
    return strings.get(bytes, severityTextAt, severityTextLength);
  }

  /** 0 when it belongs to the trace as a whole. */
  public long spanId() {
    return spanId;
  }

  /** The body as text, decoded at each call; null when there is none or it cannot be read. */
  public @Nullable String body() {
    if (bodyLength == UNKNOWN) {
      return null;
    }
    if (bodyLength > 2 && bytes[bodyAt] == Tags.STRING) {
      // no detour through the table of strings, which messages would fill
      String text = wholeString();
      if (text != null) {
        return text;
      }
    }
    try {
      Object value = Structured.plain(values.read(bytes, bodyAt, bodyAt + bodyLength));
      return value instanceof byte[] raw
          ? Base64.getEncoder().encodeToString(raw)
          : value == null ? null : value.toString();
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable String wholeString() {
    int start = WireReader.content(bytes, bodyAt, bodyAt + bodyLength);
    return start < 0 ? null : new String(bytes, start, bodyAt + bodyLength - start, UTF_8);
  }
}
