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

  private int left = ALL;

  void take(int count) {
    left -= count;
    if (left < 0) {
      throw new XmlException("an XPath that takes too many steps in this XML");
    }
  }

  /** For characters that are read or written. */
  void takeFor(int characters) {
    take(1 + characters / CHARACTERS_A_STEP);
  }
}
