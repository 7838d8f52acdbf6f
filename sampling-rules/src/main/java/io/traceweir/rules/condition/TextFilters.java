// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.WantedText;
import io.traceweir.trace.WantedText.Place;
import org.jspecify.annotations.Nullable;

/** `matches`, `contains`, `starts_with`, `ends_with`. What is nil has no text and fits none. */
final class TextFilters {
  private TextFilters() {}

  static Filter of(Term left, TextOp op, String wanted) {
    return switch (op) {
      case MATCHES -> {
        CachedMatch match = new CachedMatch(Regex.compile(wanted));
        yield filter(left, match::matches);
      }
      case CONTAINS -> filter(left, WantedText.of(wanted, Place.ANYWHERE));
      case STARTS_WITH -> filter(left, WantedText.of(wanted, Place.START));
      case ENDS_WITH -> filter(left, WantedText.of(wanted, Place.END));
    };
  }

  private static Filter filter(Term left, WantedText wanted) {
    if (left instanceof SlotAttribute attribute) {
      return focus ->
          attribute.isText(focus)
              ? attribute.is(focus, wanted)
              : wanted.isIn(text(attribute.value(focus)));
    }
    return filter(left, wanted::isIn);
  }

  private interface OfText {
    boolean holds(String text);
  }

  private static Filter filter(Term left, OfText test) {
    if (left instanceof Term.Text term) {
      return focus -> {
        String text = term.value(focus);
        return text != null && test.holds(text);
      };
    }
    Term.Attribute attribute = (Term.Attribute) left;
    return focus -> {
      String text = text(attribute.value(focus));
      return text != null && test.holds(text);
    };
  }

  /**
   * Numbers and flags are read as they are written, like OTTL's IsMatch does; bytes have no text.
   */
  static @Nullable String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Double fraction) {
      long whole = fraction.longValue();
      boolean isWhole = whole == fraction && Math.abs(fraction) < 1e15;
      return isWhole ? Long.toString(whole) : Double.toString(fraction);
    }
    return value instanceof Long || value instanceof Boolean ? value.toString() : null;
  }
}
