// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.tracestate;

import org.jspecify.annotations.Nullable;

/**
 * What the {@code ot} member of a W3C tracestate says: the threshold that sampled a span ({@code
 * th}) and the randomness it was compared with ({@code rv}).
 */
public final class OtelTraceState {
  private static final int HEX_DIGITS = 14;
  private static final OtelTraceState NONE = new OtelTraceState(true);
  private static final OtelTraceState UNPARSABLE = new OtelTraceState(false);

  private final boolean parsable;
  private @Nullable TraceStateHeader header;
  private long threshold = -1;
  private long randomness = -1;
  private int thresholdStart;
  private int thresholdEnd;

  private OtelTraceState(boolean parsable) {
    this.parsable = parsable;
  }

  /** Never fails: see {@link #isParsable}. */
  public static OtelTraceState parse(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      return NONE;
    }
    TraceStateHeader members = TraceStateHeader.parse(header);
    if (members == null) {
      return UNPARSABLE;
    }
    OtelTraceState state = new OtelTraceState(true);
    state.header = members;
    return members.ot() < 0 || state.readFields(members.otValue()) ? state : UNPARSABLE;
  }

  /** 0 to 2^56 - 1, -1 when there is none. */
  public long threshold() {
    return threshold;
  }

  /** 56 bits, -1 when there is none. */
  public long randomness() {
    return randomness;
  }

  /** False when the header or its {@code ot} member breaks the grammar: nothing is known then. */
  public boolean isParsable() {
    return parsable;
  }

  /**
   * The header of a span that was sampled again.
   *
   * @return the header as it is when its own threshold is as high; else one whose first member is
   *     {@code ot} with this threshold; null when the header cannot be parsed or has no room left
   */
  public static @Nullable String withThreshold(@Nullable String header, long threshold) {
    OtelTraceState state = parse(header);
    if (!state.parsable) {
      return null;
    }
    if (header != null && state.threshold >= threshold) {
      return header;
    }
    String th = "th:" + Threshold.encode(threshold);
    if (state.header == null) {
      return "ot=" + th;
    }
    return state.header.withOtValue(state.replaceThreshold(state.header.otValue(), th));
  }

  private String replaceThreshold(String value, String th) {
    if (value.isEmpty()) {
      return th;
    }
    return threshold < 0
        ? th + ";" + value
        : value.substring(0, thresholdStart) + th + value.substring(thresholdEnd);
  }

  /** Fields are {@code key:value}, with semicolons between them. */
  private boolean readFields(String value) {
    for (int start = 0; start <= value.length(); ) {
      int semicolon = value.indexOf(';', start);
      int end = semicolon < 0 ? value.length() : semicolon;
      if (!readField(value, start, end)) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private boolean readField(String value, int start, int end) {
    int colon = value.indexOf(':', start);
    if (colon <= start || colon >= end || !isField(value, start, colon, end)) {
      return false;
    }
    String key = value.substring(start, colon);
    if (key.equals("th")) {
      boolean isFirst = threshold < 0;
      threshold = leftAlignedHex(value, colon + 1, end);
      thresholdStart = start;
      thresholdEnd = end;
      return isFirst && threshold >= 0;
    }
    if (key.equals("rv")) {
      boolean isFirst = randomness < 0;
      randomness = end - colon - 1 == HEX_DIGITS ? leftAlignedHex(value, colon + 1, end) : -1;
      return isFirst && randomness >= 0;
    }
    return true;
  }

  private static boolean isField(String value, int start, int colon, int end) {
    for (int i = start; i < end; i++) {
      char c = value.charAt(i);
      boolean lower = c >= 'a' && c <= 'z';
      boolean digit = c >= '0' && c <= '9';
      boolean inValue = (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-';
      if (i != colon && !lower && !(digit && i > start) && !(inValue && i > colon)) {
        return false;
      }
    }
    return true;
  }

  /** 1 to 14 lower-case hex digits, as if zeros followed; -1 for anything else. */
  private static long leftAlignedHex(String value, int start, int end) {
    if (start == end || end - start > HEX_DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = start; i < end; i++) {
      int digit = "0123456789abcdef".indexOf(value.charAt(i));
      if (digit < 0) {
        return -1;
      }
      number = (number << 4) | digit;
    }
    return number << (4 * (HEX_DIGITS - (end - start)));
  }
}
