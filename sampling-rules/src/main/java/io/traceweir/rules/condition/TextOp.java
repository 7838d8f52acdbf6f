// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be asked of a text besides its order. */
enum TextOp {
  MATCHES,
  CONTAINS,
  STARTS_WITH,
  ENDS_WITH;

  static @Nullable TextOp of(String word) {
    for (TextOp op : values()) {
      if (op.word().equals(word)) {
        return op;
      }
    }
    return null;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
