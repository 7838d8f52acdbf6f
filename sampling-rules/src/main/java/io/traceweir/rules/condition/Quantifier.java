// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How many of the spans or logs must fit what stands in the parentheses. */
enum Quantifier {
  ANY,
  ALL,
  NO;

  static @Nullable Quantifier of(String word) {
    for (Quantifier quantifier : values()) {
      if (quantifier.word().equals(word)) {
        return quantifier;
      }
    }
    return null;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
