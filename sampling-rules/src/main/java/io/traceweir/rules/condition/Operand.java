// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A side of a comparison, looked up and typed. Equal operands are equal records. */
sealed interface Operand {
  Type type();

  /** Whether it may have no value, or one of a type that fits no other. */
  default boolean mayBeNil() {
    return type() == Type.NIL || type() == Type.ATTRIBUTE;
  }

  /**
   * A value that stands in the condition.
   *
   * @param value a String, Boolean, Long or Double; null for nil
   */
  record Constant(Type type, @Nullable Object value) implements Operand {}

  /**
   * What a trace, span, event or log says of itself.
   *
   * @param owner whose field it is, seen from the parentheses it stands in
   * @param names of an attribute: the names tried in order; of a tracestate the key of a member, if
   *     one is meant; else empty
   */
  record FieldOf(Field field, Owner owner, List<String> names) implements Operand {
    @Override
    public Type type() {
      return field.type();
    }

    /** A tracestate that is not there is the empty text, also where there is no root. */
    @Override
    public boolean mayBeNil() {
      return (ofRoot() && !field.hasMembers()) || field.mayBeNil();
    }

    boolean ofRoot() {
      return owner == Owner.ROOT;
    }
  }

  /** Whose field it is. */
  enum Owner {
    /** Of what the parentheses speak about, or of the trace. */
    ITSELF(""),
    ROOT("root."),
    /** Of the span, where the parentheses speak about an event of it. */
    SPAN("span.");

    private final String prefix;

    Owner(String prefix) {
      this.prefix = prefix;
    }

    /** How its fields begin. */
    String prefix() {
      return prefix;
    }
  }

  /** A value of OTTL; its type is known only when it is there. */
  record OttlValue(Subject subject, String text) implements Operand {
    @Override
    public Type type() {
      return Type.ATTRIBUTE;
    }
  }

  record CountOf(Subject subject, Formula inner) implements Operand {
    @Override
    public Type type() {
      return Type.WHOLE;
    }
  }
}
