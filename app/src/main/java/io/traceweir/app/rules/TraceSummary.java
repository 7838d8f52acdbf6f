// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import io.traceweir.app.outcome.Format;
import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a trace is, in a line or in a few fields. */
public final class TraceSummary {
  private static final double NANOS_PER_MILLI = 1e6;

  private TraceSummary() {}

  /** Two lines, each with its end. */
  public static String text(Trace trace) {
    Span root = trace.root();
    return "trace "
        + trace.idHex()
        + "\n  "
        + Format.counted(trace.spanCount(), "span")
        + ", "
        + Format.counted(trace.logCount(), "log")
        + ", "
        + Format.counted(trace.errorCount(), "error")
        + ", "
        + Format.millis(millis(trace))
        + (root == null ? "; no root" : "; root " + named(root))
        + "\n";
  }

  private static String named(Span span) {
    String service = span.resource().serviceName();
    return Format.name(span.name()) + (service.isEmpty() ? "" : " of " + Format.name(service));
  }

  /** The same names as in decisions. */
  public static Map<String, Object> json(Trace trace) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trace_id", trace.idHex());
    json.put("spans", trace.spanCount());
    json.put("logs", trace.logCount());
    json.put("errors", trace.errorCount());
    json.put("duration_ms", millis(trace));
    Span root = trace.root();
    if (root != null) {
      json.put("root_service", root.resource().serviceName());
      json.put("root_name", root.name());
    }
    return json;
  }

  static double millis(Trace trace) {
    return trace.durationNanos() / NANOS_PER_MILLI;
  }
}
