// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A side of a comparison, looked up and typed. Equal operands are equal records. */
sealed interface Operand {
  Type type();

  /**
   * A value that stands in the condition.
   *
   * @param value a String, Boolean, Long or Double; null for nil
   */
  record Constant(Type type, @Nullable Object value) implements Operand {}

  /**
   * What a trace, span or log says of itself.
   *
   * @param ofRoot read from the root span instead of the span the parentheses speak about
   * @param names of an attribute: the names tried in order; else empty
   */
  record FieldOf(Field field, boolean ofRoot, List<String> names) implements Operand {
    @Override
    public Type type() {
      return field.type();
    }

    boolean mayBeNil() {
      return ofRoot || field.mayBeNil();
    }
  }

  record CountOf(Subject subject, Formula inner) implements Operand {
    @Override
    public Type type() {
      return Type.WHOLE;
    }
  }
}
