// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a condition, or the part of it inside parentheses, speaks about. */
enum Subject {
  TRACE,
  SPAN,
  /** An event of a span: of the one whose parentheses it stands in, or of any. */
  EVENT,
  LOG;

  /** The subject of `any span(…)` and the like. */
  static @Nullable Subject ofItem(String word) {
    return switch (word) {
      case "span" -> SPAN;
      case "log" -> LOG;
      case "event" -> EVENT;
      default -> null;
    };
  }

  /** Whether the parentheses of another may stand inside the ones of this. */
  boolean mayHold(Subject inner) {
    return this == TRACE || (this == SPAN && inner == EVENT);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
