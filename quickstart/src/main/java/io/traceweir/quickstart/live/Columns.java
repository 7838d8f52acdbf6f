// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.app.outcome.Format;
import java.util.List;

/** Words from the data, made safe and given a column. */
final class Columns {
  private static final int LONGEST_TEXT = 400;
  private static final int PIECE = 60;

  private Columns() {}

  /** As wide as the longest name, yet no wider than a part of the line. */
  static int names(List<String> names, Look look, int least) {
    int longest = names.stream().map(Format::name).mapToInt(Line::columns).max().orElse(0);
    return Math.max(least, Math.min(longest, look.width() / 4));
  }

  /** As {@link Format#name}, for texts that are longer than a name. */
  static String text(String text) {
    StringBuilder safe = new StringBuilder();
    int end =
        text.offsetByCodePoints(0, Math.min(LONGEST_TEXT, text.codePointCount(0, text.length())));
    String shorter = text.substring(0, end);
    for (int at = 0; at < shorter.length(); ) {
      int next =
          shorter.offsetByCodePoints(
              at, Math.min(PIECE, shorter.codePointCount(at, shorter.length())));
      safe.append(Format.name(shorter.substring(at, next)));
      at = next;
    }
    return safe.toString();
  }
}
