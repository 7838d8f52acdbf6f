// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The arguments of a call, in the order of the parameters; null for optional ones left out. */
record Arguments(List<@Nullable Argument> all) {

  /**
   * One of them.
   *
   * @param literal what stands there, when it is known before any span is
   */
  record Argument(Value value, boolean isLiteral, @Nullable Object literal) {}

  boolean has(int i) {
    return i < all.size() && all.get(i) != null;
  }

  Value value(int i) {
    return Objects.requireNonNull(all.get(i)).value;
  }

  @Nullable Object literal(int i) {
    Argument argument = all.get(i);
    return argument == null ? null : argument.literal;
  }

  boolean isLiteral(int i) {
    Argument argument = all.get(i);
    return argument != null && argument.isLiteral;
  }

  String text(int i, String fallback) {
    return (has(i) && literal(i) instanceof String text) ? text : fallback;
  }

  long number(int i, long fallback) {
    return (has(i) && literal(i) instanceof Long number) ? number : fallback;
  }

  boolean flag(int i, boolean fallback) {
    return (has(i) && literal(i) instanceof Boolean flag) ? flag : fallback;
  }
}
