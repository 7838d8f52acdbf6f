// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

/**
 * Something in the text of a condition that its author has to mend.
 *
 * @param offset index of the first character concerned, from 0
 */
public record Mistake(int offset, String message) {
  private static final int LONGEST = 800;

  /** A message quotes what was written, which may be anything and of any length. */
  public Mistake {
    message = message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
  }
}
