// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.AttributeNames;
import org.jspecify.annotations.Nullable;

/** Makes operands ready to be read. */
final class Terms {
  private final Binder binder;
  private final AttributeNames names;
  private final AttributeReader attributes;

  Terms(Binder binder, AttributeNames names) {
    this.binder = binder;
    this.names = names;
    this.attributes = new AttributeReader(names);
  }

  /**
   * @param subject what the parentheses speak about that the operand stands in
   */
  Term of(Operand operand, Subject subject) {
    if (operand instanceof Operand.Constant constant) {
      return constant(constant.value());
    }
    if (operand instanceof Operand.CountOf count) {
      Filter inner = binder.filter(count.inner(), count.subject());
      return Items.of(count.subject(), subject).count(inner);
    }
    if (operand instanceof Operand.OttlValue value) {
      return OttlFilters.value(value, names);
    }
    Operand.FieldOf field = (Operand.FieldOf) operand;
    return switch (field.field().subject()) {
      case TRACE -> TraceTerms.of(field.field());
      case SPAN -> SpanTerms.of(field, attributes);
      case EVENT -> ofEvent(field);
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
    return value instanceof String text ? new Term.FixedText(text) : new Term.Nil();
  }

  private Term ofEvent(Operand.FieldOf field) {
    return field.field() == Field.EVENT_NAME
        ? (Term.Text) focus -> focus.event.name()
        : attributes.ofEvent(field.names());
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
