// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.WantedText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** `in [ … ]`: equal to one of several constants. */
final class Membership {
  private Membership() {}

  static Filter of(Term left, List<Operand.Constant> constants) {
    Set<String> texts = new HashSet<>();
    for (Operand.Constant constant : constants) {
      if (constant.value() instanceof String text) {
        texts.add(text);
      }
    }
    if (left instanceof Term.Text text) {
      return focus -> {
        String value = text.value(focus);
        return value != null && texts.contains(value);
      };
    }
    Object[] values = constants.stream().map(Operand.Constant::value).toArray();
    if (left instanceof Term.Whole whole) {
      return wholes(whole, values);
    }
    if (left instanceof Term.Flag flag) {
      return focus -> contains(values, flag.value(focus));
    }
    if (left instanceof SlotAttribute slot
        && texts.size() <= WantedText.FEW
        && constants.stream().allMatch(c -> c.value() instanceof String)) {
      return oneOf(slot, texts.stream().map(WantedText::of).toArray(WantedText[]::new));
    }
    Term.Attribute attribute = (Term.Attribute) left;
    return focus -> {
      Object value = attribute.value(focus);
      return value instanceof String text ? texts.contains(text) : contains(values, value);
    };
  }

  private static Filter oneOf(SlotAttribute attribute, WantedText[] texts) {
    return focus -> {
      for (WantedText text : texts) {
        if (attribute.is(focus, text)) {
          return true;
        }
      }
      return false;
    };
  }

  /** A fraction never equals a whole number unless it is one itself. */
  private static Filter wholes(Term.Whole left, Object[] values) {
    double[] numbers = new double[values.length];
    long[] wholes = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      Number number = (Number) values[i];
      numbers[i] = number.doubleValue();
      wholes[i] = number instanceof Long whole ? whole : Term.Whole.NIL;
    }
    return focus -> {
      long value = left.value(focus);
      for (int i = 0; i < wholes.length && value != Term.Whole.NIL; i++) {
        if (wholes[i] == Term.Whole.NIL ? numbers[i] == value : wholes[i] == value) {
          return true;
        }
      }
      return false;
    };
  }

  private static boolean contains(Object[] values, @Nullable Object wanted) {
    for (Object value : values) {
      if (wanted != null && Ordering.of(value, wanted) == 0) {
        return true;
      }
    }
    return false;
  }
}
