// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log record of a span, or of the trace as a whole. */
final class LogDraft extends Draft {
  SeverityNumber severity = SeverityNumber.SEVERITY_NUMBER_UNSPECIFIED;
  String severityText = "";
  @Nullable String body;
  final Map<String, Object> resource = new LinkedHashMap<>();
  final Map<String, Object> scope = new LinkedHashMap<>();

  LogDraft(int offset, @Nullable SpanDraft parent) {
    super(offset, parent);
  }

  Map<String, Object> resourceAttributes() {
    Map<String, Object> all = new LinkedHashMap<>();
    if (parent != null) {
      all.putAll(parent.resourceAttributes());
    }
    all.putAll(resource);
    return all;
  }

  Map<String, Object> scopeAttributes() {
    return scope.isEmpty() && parent != null ? parent.scope : scope;
  }
}
