// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import java.util.Locale;

/** Numbers and names for people. */
public final class Format {
  private static final int MAX_NAME = 60;

  private Format() {}

  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  public static String counted(long value, String what) {
    return count(value) + " " + what + (value == 1 ? "" : "s");
  }

  public static String percent(long part, long whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
  }

  public static String millis(double millis) {
    if (Double.isNaN(millis)) {
      return "-";
    }
    if (millis >= 1_000) {
      return String.format(Locale.ROOT, "%.2f s", millis / 1_000);
    }
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }

  /** Names come from the data: they must neither steer the terminal nor fill it. */
  public static String name(String name) {
    StringBuilder safe = new StringBuilder();
    name.codePoints()
        .limit(MAX_NAME)
        .map(c -> isVisible(c) ? c : '?')
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }

  /** The same of a text that may be longer. */
  public static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints().map(c -> isVisible(c) ? c : '?').forEach(safe::appendCodePoint);
    return safe.toString();
  }

  /** Not what steers a terminal, breaks a line, turns the writing round or has no shape at all. */
  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
