// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import java.nio.charset.Charset;

/**
 * What a tree is drawn with.
 *
 * @param bar beside what lies between two branches
 */
record Signs(String yes, String no, String notAsked, String bar, String branch, String lastBranch) {

  private static final Signs UNICODE =
      new Signs("\u2713 ", "\u2717 ", "\u00b7 ", "\u2502 ", "\u251c\u2500", "\u2514\u2500");

  private static final Signs ASCII = new Signs("+ ", "x ", ". ", "| ", "|-", "`-");

  /** Those that can be written; the usual ones would all be the same question mark in others. */
  static Signs of(Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode(UNICODE.toString())
        ? UNICODE
        : ASCII;
  }
}
