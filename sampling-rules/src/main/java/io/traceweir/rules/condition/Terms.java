// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import org.jspecify.annotations.Nullable;

/** Makes operands ready to be read. */
final class Terms {
  private final Binder binder;
  private final AttributeReader attributes;

  Terms(Binder binder, AttributeReader attributes) {
    this.binder = binder;
    this.attributes = attributes;
  }

  Term of(Operand operand) {
    if (operand instanceof Operand.Constant constant) {
      return constant(constant.value());
    }
    if (operand instanceof Operand.CountOf count) {
      return Quantifiers.count(count.subject(), binder.filter(count.inner()));
    }
    Operand.FieldOf field = (Operand.FieldOf) operand;
    return switch (field.field().subject()) {
      case TRACE -> ofTrace(field.field());
      case SPAN -> SpanTerms.of(field, attributes);
      case LOG -> ofLog(field);
    };
  }

  private static Term constant(@Nullable Object value) {
    if (value instanceof Long number) {
      long unboxed = number;
      return (Term.Whole) focus -> unboxed;
    }
    if (value instanceof Double number) {
      return new Term.Fraction(number);
    }
    if (value instanceof Boolean flag) {
      boolean unboxed = flag;
      return (Term.Flag) focus -> unboxed;
    }
    return value instanceof String text ? (Term.Text) focus -> text : new Term.Nil();
  }

  private static Term ofTrace(Field field) {
    return switch (field) {
      case TRACE_ERROR -> (Term.Flag) focus -> focus.trace.errorCount() > 0;
      case TRACE_DURATION -> (Term.Whole) focus -> focus.trace.durationNanos();
      case TRACE_SPAN_COUNT -> (Term.Whole) focus -> focus.trace.spanCount();
      case TRACE_LOG_COUNT -> (Term.Whole) focus -> focus.trace.logCount();
      case TRACE_ERROR_COUNT -> (Term.Whole) focus -> focus.trace.errorCount();
      case TRACE_BYTES -> (Term.Whole) focus -> focus.trace.bytes();
      default -> throw new IllegalArgumentException(field.name());
    };
  }

  private Term ofLog(Operand.FieldOf field) {
    String[] keys = field.names().toArray(String[]::new);
    return switch (field.field()) {
      case LOG_SERVICE -> (Term.Text) focus -> focus.log.resource().serviceName();
      case LOG_SEVERITY -> (Term.Whole) focus -> focus.log.severityNumber();
      case LOG_SEVERITY_TEXT -> (Term.Text) focus -> focus.log.severityText();
      case LOG_BODY -> (Term.Text) focus -> focus.log.body();
      case LOG_ATTRIBUTE -> attributes.ofLog(field.names());
      case LOG_RESOURCE ->
          (Term.Attribute) focus -> AttributeReader.first(focus.log.resource(), keys);
      case LOG_SCOPE_NAME -> (Term.Text) focus -> focus.log.scope().name();
      case LOG_SCOPE_VERSION -> (Term.Text) focus -> focus.log.scope().version();
      case LOG_SCOPE -> (Term.Attribute) focus -> AttributeReader.first(focus.log.scope(), keys);
      default -> throw new IllegalArgumentException(field.field().name());
    };
  }
}
