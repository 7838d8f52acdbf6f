// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

/**
 * What an expression may still do in a document. Time is bounded by work that is counted, not by a
 * clock, so that there is a result everywhere or nowhere.
 */
final class Steps {
  private static final int ALL = 500_000;
  private static final int CHARACTERS_A_STEP = 8;

  private long left = ALL;

  void take(long count) {
    left -= count;
    if (left < 0) {
      throw new XmlException("an XPath that takes too many steps in this XML");
    }
  }

  /** For characters that are read or written. */
  void takeFor(long characters) {
    take(1 + characters / CHARACTERS_A_STEP);
  }

  /** For a text that is looked for in another: Java compares at each place. */
  void takeForSearch(String text, String wanted) {
    takeFor(text.length() * (1L + wanted.length() / CHARACTERS_A_STEP));
  }
}
