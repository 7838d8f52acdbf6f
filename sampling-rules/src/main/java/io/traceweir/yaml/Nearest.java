// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known word that somebody probably meant. */
public final class Nearest {

  private Nearest() {}

  /** Nearest by edit distance, when it is near enough to be a slip: a third of the word at most. */
  public static Optional<String> of(String word, Collection<String> known) {
    String best = null;
    int bestDistance = Math.max(1, Math.min(word.length(), 64) / 3) + 1;
    for (String candidate : known) {
      int distance = distance(word, candidate, bestDistance);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code ; did you mean "x"?}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return of(word, known).map(near -> "; did you mean \"" + near + "\"?").orElse("");
  }

  /**
   * Insertions, deletions, substitutions and swaps of neighbours; separators and case are cheap
   * slips.
   */
  private static int distance(String a, String b, int limit) {
    String x = plain(a);
    String y = plain(b);
    if (Math.abs(x.length() - y.length()) >= limit) {
      return limit;
    }
    int[][] d = new int[x.length() + 1][y.length() + 1];
    for (int i = 0; i <= x.length(); i++) {
      for (int j = 0; j <= y.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, x, y, i, j);
      }
    }
    return d[x.length()][y.length()];
  }

  private static int cheapest(int[][] d, String x, String y, int i, int j) {
    int substitution = x.charAt(i - 1) == y.charAt(j - 1) ? 0 : 1;
    int cost = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + substitution);
    boolean swapped =
        i > 1 && j > 1 && x.charAt(i - 1) == y.charAt(j - 2) && x.charAt(i - 2) == y.charAt(j - 1);
    return swapped ? Math.min(cost, d[i - 2][j - 2] + 1) : cost;
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
