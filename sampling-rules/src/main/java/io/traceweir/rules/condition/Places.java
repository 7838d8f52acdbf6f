// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.IdentityHashMap;
import java.util.Objects;

/** Where the parts of a formula were written, which itself has no positions. */
final class Places {
  private final IdentityHashMap<Formula, Expr.Written> places = new IdentityHashMap<>();

  /** With all that was written as one: `severity == WARN` becomes two bounds. */
  void add(Formula part, Expr.Written written) {
    if (places.putIfAbsent(part, written) != null) {
      return;
    }
    if (part instanceof Formula.Every every) {
      every.parts().forEach(inner -> add(inner, written));
    } else if (part instanceof Formula.Some some) {
      some.parts().forEach(inner -> add(inner, written));
    }
  }

  /**
   * Said where the later one stands.
   *
   * @param value that one of them always has
   */
  Mistake clash(Formula earlier, Formula later, boolean value) {
    Expr.Written second = of(later);
    String both = shown(of(earlier)) + " and " + shown(second);
    String message = value ? "one of " + both + " always holds" : both + " never hold together";
    return new Mistake(second.at(), message);
  }

  private Expr.Written of(Formula part) {
    return Objects.requireNonNull(places.get(part), "a part was written somewhere");
  }

  private static String shown(Expr.Written written) {
    return "`" + Shown.cut(written.text().replaceAll("\\s+", " ")) + "`";
  }
}
