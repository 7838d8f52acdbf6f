// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Finding.Example;
import io.traceweir.trace.LogRecord;
import io.traceweir.trace.Span;
import io.traceweir.trace.SpanEvent;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span, event or log, as the explanation of a condition names it.
 *
 * @param span the one it is, or that it belongs to; none of a log
 */
record Item(
    Subject subject, @Nullable Span span, @Nullable SpanEvent event, @Nullable LogRecord log) {
  /** Enough to see what they have in common. */
  static final int EXAMPLES = 3;

  /** The one in focus. */
  static Item in(Focus focus, Subject subject) {
    return switch (subject) {
      case SPAN -> new Item(subject, focus.span, null, null);
      case EVENT -> new Item(subject, focus.span, focus.event, null);
      case LOG -> new Item(subject, null, null, focus.log);
      case TRACE -> throw new IllegalArgumentException("a trace is none of its items");
    };
  }

  /** Parentheses within others lead the focus away. */
  void putBack(Focus focus) {
    if (span != null) {
      focus.span = span;
    }
    if (event != null) {
      focus.event = event;
    }
    if (log != null) {
      focus.log = log;
    }
  }

  Example shown(List<Finding.Reading> readings) {
    if (log != null) {
      String severity = Words.severity(log.severityNumber());
      return new Example(hex(log.spanId()), severity, log.resource().serviceName(), readings);
    }
    if (span == null) {
      throw new IllegalStateException("neither a span nor a log");
    }
    return event == null
        ? Example.of(span, readings)
        : new Example(hex(span.id()), event.name(), span.resource().serviceName(), readings);
  }

  static String hex(long id) {
    return id == 0 ? "" : HexFormat.of().toHexDigits(id);
  }
}
