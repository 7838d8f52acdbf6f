// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import org.jspecify.annotations.Nullable;

/** What a condition can ask of a trace, a span, an event of one or a log record. */
enum Field {
  TRACE_ERROR(Subject.TRACE, "trace.error", Type.BOOL),
  TRACE_DURATION(Subject.TRACE, "trace.duration", Type.DURATION),
  TRACE_SPAN_COUNT(Subject.TRACE, "trace.span_count", Type.WHOLE),
  TRACE_LOG_COUNT(Subject.TRACE, "trace.log_count", Type.WHOLE),
  TRACE_ERROR_COUNT(Subject.TRACE, "trace.error_count", Type.WHOLE),
  TRACE_BYTES(Subject.TRACE, "trace.bytes", Type.SIZE),
  TRACE_START_TIME(Subject.TRACE, "trace.start_time", Type.TIME),
  TRACE_SERVICES(Subject.TRACE, "trace.services", Type.SERVICES),
  TRACE_SERVICE_COUNT(Subject.TRACE, "trace.service_count", Type.WHOLE),
  TRACE_ROOT_MISSING(Subject.TRACE, "trace.root_missing", Type.BOOL),
  TRACE_MASKED_ERROR(Subject.TRACE, "trace.masked_error", Type.BOOL),
  TRACE_RETRIES(Subject.TRACE, "trace.retries", Type.WHOLE),
  TRACE_ORPHANS(Subject.TRACE, "trace.orphans", Type.WHOLE),
  TRACE_CRITICAL_PATH(Subject.TRACE, "trace.critical_path.service", Type.TEXT),

  SPAN_SERVICE(Subject.SPAN, "service", Type.TEXT),
  SPAN_NAME(Subject.SPAN, "name", Type.TEXT),
  SPAN_KIND(Subject.SPAN, "kind", Type.KIND),
  SPAN_STATUS(Subject.SPAN, "status", Type.STATUS),
  SPAN_DURATION(Subject.SPAN, "duration", Type.DURATION),
  SPAN_PARENT(Subject.SPAN, "parent_span_id", Type.ID),
  SPAN_TRACE_STATE(Subject.SPAN, "trace_state", Type.TEXT),
  SPAN_FLAGS(Subject.SPAN, "flags", Type.WHOLE),
  SPAN_ATTRIBUTE(Subject.SPAN, "attributes", Type.ATTRIBUTE),
  SPAN_RESOURCE(Subject.SPAN, "resource.attributes", Type.ATTRIBUTE),
  SPAN_SCOPE_NAME(Subject.SPAN, "scope.name", Type.TEXT),
  SPAN_SCOPE_VERSION(Subject.SPAN, "scope.version", Type.TEXT),
  SPAN_SCOPE(Subject.SPAN, "scope.attributes", Type.ATTRIBUTE),

  EVENT_NAME(Subject.EVENT, "name", Type.TEXT),
  EVENT_ATTRIBUTE(Subject.EVENT, "attributes", Type.ATTRIBUTE),

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

  /** Whether it can be asked for as a whole or by the key of a member. */
  boolean hasMembers() {
    return this == SPAN_TRACE_STATE;
  }

  /** Whether it may be absent even where its span or log record is there. */
  boolean mayBeNil() {
    return switch (this) {
      case LOG_BODY, TRACE_START_TIME, TRACE_CRITICAL_PATH -> true;
      default -> type == Type.ATTRIBUTE || type == Type.ID;
    };
  }
}
