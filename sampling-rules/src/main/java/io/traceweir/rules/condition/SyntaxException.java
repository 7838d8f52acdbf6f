// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

/** The text cannot be read on from here, so this is the only mistake it can report. */
final class SyntaxException extends Exception {
  private final int offset;

  SyntaxException(int offset, String message) {
    super(message);
    this.offset = offset;
  }

  Mistake mistake() {
    return new Mistake(offset, String.valueOf(getMessage()));
  }
}
