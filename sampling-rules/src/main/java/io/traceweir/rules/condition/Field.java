// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import org.jspecify.annotations.Nullable;

/** What a condition can ask of a trace, a span or a log record. */
enum Field {
  TRACE_ERROR(Subject.TRACE, "trace.error", Type.BOOL),
  TRACE_DURATION(Subject.TRACE, "trace.duration", Type.DURATION),
  TRACE_SPAN_COUNT(Subject.TRACE, "trace.span_count", Type.WHOLE),
  TRACE_LOG_COUNT(Subject.TRACE, "trace.log_count", Type.WHOLE),
  TRACE_ERROR_COUNT(Subject.TRACE, "trace.error_count", Type.WHOLE),
  TRACE_BYTES(Subject.TRACE, "trace.bytes", Type.SIZE),

  SPAN_SERVICE(Subject.SPAN, "service", Type.TEXT),
  SPAN_NAME(Subject.SPAN, "name", Type.TEXT),
  SPAN_KIND(Subject.SPAN, "kind", Type.KIND),
  SPAN_STATUS(Subject.SPAN, "status", Type.STATUS),
  SPAN_DURATION(Subject.SPAN, "duration", Type.DURATION),
  SPAN_PARENT(Subject.SPAN, "parent_span_id", Type.ID),
  SPAN_ATTRIBUTE(Subject.SPAN, "attributes", Type.ATTRIBUTE),
  SPAN_RESOURCE(Subject.SPAN, "resource.attributes", Type.ATTRIBUTE),
  SPAN_SCOPE_NAME(Subject.SPAN, "scope.name", Type.TEXT),
  SPAN_SCOPE_VERSION(Subject.SPAN, "scope.version", Type.TEXT),
  SPAN_SCOPE(Subject.SPAN, "scope.attributes", Type.ATTRIBUTE),

  LOG_SERVICE(Subject.LOG, "service", Type.TEXT),
  LOG_SEVERITY(Subject.LOG, "severity", Type.SEVERITY),
  LOG_SEVERITY_TEXT(Subject.LOG, "severity_text", Type.TEXT),
  LOG_BODY(Subject.LOG, "body", Type.TEXT),
  LOG_ATTRIBUTE(Subject.LOG, "attributes", Type.ATTRIBUTE),
  LOG_RESOURCE(Subject.LOG, "resource.attributes", Type.ATTRIBUTE),
  LOG_SCOPE_NAME(Subject.LOG, "scope.name", Type.TEXT),
  LOG_SCOPE_VERSION(Subject.LOG, "scope.version", Type.TEXT),
  LOG_SCOPE(Subject.LOG, "scope.attributes", Type.ATTRIBUTE);

  private final Subject subject;
  private final String word;
  private final Type type;

  Field(Subject subject, String word, Type type) {
    this.subject = subject;
    this.word = word;
    this.type = type;
  }

  static @Nullable Field of(Subject subject, String word) {
    for (Field field : values()) {
      if (field.subject == subject && field.word.equals(word)) {
        return field;
      }
    }
    return null;
  }

  Subject subject() {
    return subject;
  }

  String word() {
    return word;
  }

  Type type() {
    return type;
  }

  boolean hasKey() {
    return type == Type.ATTRIBUTE;
  }

  /** Whether it may be absent even where its span or log record is there. */
  boolean mayBeNil() {
    return type == Type.ATTRIBUTE || type == Type.ID || this == LOG_BODY;
  }
}
