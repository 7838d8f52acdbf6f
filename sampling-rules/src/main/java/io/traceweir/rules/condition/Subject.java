// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a condition, or the part of it inside parentheses, speaks about. */
enum Subject {
  TRACE,
  SPAN,
  LOG;

  /** The subject of `any span(…)` and the like. */
  static @Nullable Subject ofItem(String word) {
    return switch (word) {
      case "span" -> SPAN;
      case "log" -> LOG;
      default -> null;
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
