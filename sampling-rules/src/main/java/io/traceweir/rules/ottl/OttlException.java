// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

/** A condition that a Collector would not start with, and where in its text. */
public final class OttlException extends Exception {
  private static final long serialVersionUID = 1;

  private final int offset;

  OttlException(int offset, String message) {
    super(message);
    this.offset = offset;
  }

  /** Of the first character that is wrong. */
  public int offset() {
    return offset;
  }

  /** What is wrong and what was expected. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
