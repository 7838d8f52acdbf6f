// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.WantedText;
import org.jspecify.annotations.Nullable;

/** Comparisons, each for the types its two sides have. */
final class Compare {
  private Compare() {}

  static Filter of(Term left, Op op, Term right) {
    if (right instanceof Term.Nil) {
      return withNil(left, op);
    }
    if (right instanceof Term.Attribute && !(left instanceof Term.Attribute)) {
      return of(right, op.mirrored(), left);
    }
    if (left instanceof Term.Attribute attribute) {
      return attribute(attribute, op, right);
    }
    if (left instanceof Term.Whole a) {
      return right instanceof Term.Whole b ? wholes(a, op, b) : fraction(a, op, right);
    }
    if (left instanceof Term.Text a && right instanceof Term.Text b) {
      return focus -> op.accepts(texts(a.value(focus), b.value(focus)));
    }
    if (left instanceof Term.Flag a && right instanceof Term.Flag b) {
      return focus -> op.accepts(Boolean.compare(a.value(focus), b.value(focus)));
    }
    throw unfit(left, right);
  }

  private static Filter withNil(Term left, Op op) {
    boolean wanted = op == Op.EQUAL;
    if (left instanceof Term.Whole whole) {
      return focus -> (whole.value(focus) == Term.Whole.NIL) == wanted;
    }
    if (left instanceof Term.Text text) {
      return focus -> (text.value(focus) == null) == wanted;
    }
    if (left instanceof SlotAttribute attribute) {
      return focus -> attribute.exists(focus) != wanted;
    }
    if (left instanceof Term.Attribute attribute) {
      return focus -> (attribute.value(focus) == null) == wanted;
    }
    throw unfit(left, new Term.Nil());
  }

  private static Filter wholes(Term.Whole left, Op op, Term.Whole right) {
    return focus -> {
      long a = left.value(focus);
      long b = right.value(focus);
      boolean unlike = (a == Term.Whole.NIL) != (b == Term.Whole.NIL);
      return op.accepts(unlike ? Op.UNLIKE : Long.compare(a, b));
    };
  }

  private static Filter fraction(Term.Whole left, Op op, Term right) {
    if (!(right instanceof Term.Fraction fraction)) {
      throw unfit(left, right);
    }
    double b = fraction.value();
    return focus -> {
      long a = left.value(focus);
      return op.accepts(a == Term.Whole.NIL ? Op.UNLIKE : Ordering.fractions((double) a, b));
    };
  }

  private static int texts(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return a == null && b == null ? 0 : Op.UNLIKE;
    }
    return Ordering.texts(a, b);
  }

  private static Filter attribute(Term.Attribute left, Op op, Term right) {
    if (right instanceof Term.Whole whole) {
      return focus -> op.accepts(number(left.value(focus), whole.value(focus)));
    }
    if (right instanceof Term.Fraction fraction) {
      double b = fraction.value();
      return focus ->
          op.accepts(
              left.value(focus) instanceof Number a
                  ? Ordering.fractions(a.doubleValue(), b)
                  : Op.UNLIKE);
    }
    if (left instanceof SlotAttribute slot
        && right instanceof Term.FixedText fixed
        && !op.isOrdering()) {
      return is(slot, op, fixed.text());
    }
    if (right instanceof Term.Text text) {
      return focus -> op.accepts(Ordering.of(left.value(focus), text.value(focus)));
    }
    if (right instanceof Term.Flag flag) {
      return focus -> op.accepts(flag(left.value(focus), flag.value(focus)));
    }
    if (right instanceof Term.Attribute other) {
      return focus -> op.accepts(Ordering.of(left.value(focus), other.value(focus)));
    }
    throw unfit(left, right);
  }

  private static Filter is(SlotAttribute left, Op op, String text) {
    WantedText wanted = WantedText.of(text);
    boolean equal = op == Op.EQUAL;
    return focus -> left.is(focus, wanted) == equal;
  }

  private static int number(@Nullable Object a, long b) {
    if (b == Term.Whole.NIL) {
      return a == null ? 0 : Op.UNLIKE;
    }
    if (a instanceof Long whole) {
      return Long.compare(whole, b);
    }
    return a instanceof Double fraction ? Ordering.fractions(fraction, (double) b) : Op.UNLIKE;
  }

  private static int flag(@Nullable Object a, boolean b) {
    return a instanceof Boolean flag ? Boolean.compare(flag, b) : Op.UNLIKE;
  }

  private static IllegalArgumentException unfit(Term left, Term right) {
    return new IllegalArgumentException(left + " and " + right + " passed the check of types");
  }
}
