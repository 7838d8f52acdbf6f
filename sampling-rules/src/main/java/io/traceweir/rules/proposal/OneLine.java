// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import java.util.regex.Pattern;

/** Words of a configuration inside a comment or a note, which end with their line. */
final class OneLine {
  static final int LONGEST_NAME = 100;

  private static final Pattern UNSHOWN =
      Pattern.compile("[\\p{Cc}\\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]");

  private OneLine() {}

  /** With a space for each character that ends a line, or that YAML does not allow. */
  static String of(String text) {
    return UNSHOWN.matcher(text).replaceAll(" ");
  }

  /** The same for a name, not longer than rules may be called. */
  static String cut(String name) {
    String line = of(name).strip();
    return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME - 3) + "...";
  }

  /** Whether the text stays as it is. */
  static boolean isOne(String text) {
    return !UNSHOWN.matcher(text).find();
  }
}
