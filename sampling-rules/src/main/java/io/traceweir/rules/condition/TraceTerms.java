// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

/** Reads what a trace says of itself, and what its spans say together. */
final class TraceTerms {
  private TraceTerms() {}

  static Term of(Field field) {
    return switch (field) {
      case TRACE_ERROR -> (Term.Flag) focus -> focus.trace.errorCount() > 0;
      case TRACE_DURATION -> (Term.Whole) focus -> focus.trace.durationNanos();
      case TRACE_SPAN_COUNT -> (Term.Whole) focus -> focus.trace.spanCount();
      case TRACE_LOG_COUNT -> (Term.Whole) focus -> focus.trace.logCount();
      case TRACE_ERROR_COUNT -> (Term.Whole) focus -> focus.trace.errorCount();
      case TRACE_BYTES -> (Term.Whole) focus -> focus.trace.bytes();
      case TRACE_START_TIME -> (Term.Whole) focus -> time(focus.trace.startNanos());
      // to be shown only: it is asked for one name at a time
      case TRACE_SERVICES -> (Term.Attribute) focus -> focus.calls().serviceNames();
      case TRACE_SERVICE_COUNT -> (Term.Whole) focus -> focus.calls().serviceCount();
      case TRACE_ROOT_MISSING -> (Term.Flag) focus -> !focus.trace.hasRoot();
      case TRACE_MASKED_ERROR -> (Term.Flag) focus -> focus.calls().hasMaskedError();
      case TRACE_RETRIES -> (Term.Whole) focus -> focus.calls().retries();
      case TRACE_ORPHANS -> (Term.Whole) focus -> focus.calls().orphans();
      case TRACE_CRITICAL_PATH -> (Term.Text) focus -> focus.calls().criticalPathService();
      default -> throw new IllegalArgumentException(field.name());
    };
  }

  /** 0 is no time; OTLP's times are unsigned, and those beyond 2262 are later than all others. */
  private static long time(long nanos) {
    return nanos == 0 ? Term.Whole.NIL : nanos < 0 ? Long.MAX_VALUE : nanos;
  }
}
