// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.ottl.W3cTraceState;
import io.traceweir.trace.Span;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the tracestate of a span has for a key; "" when it has nothing, or breaks the grammar. Most
 * spans of a trace have the same header, so the last one is remembered unless it is long. One
 * thread.
 */
final class TraceStateMember {
  /** What W3C wants to be carried at least. */
  private static final int LONGEST = 512;

  private final String key;
  private @Nullable String header;
  private String value = "";

  TraceStateMember(String key) {
    this.key = key;
  }

  String of(Span span) {
    String next = span.traceState();
    if (next == null || !next.contains(key)) {
      return "";
    }
    if (next.length() > LONGEST) {
      return read(next);
    }
    if (!next.equals(header)) {
      header = next;
      value = read(next);
    }
    return value;
  }

  private String read(String text) {
    return Objects.requireNonNullElse(W3cTraceState.value(text, key), "");
  }
}
