// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

/**
 * A piece of a condition.
 *
 * @param text of a string what it stands for, else as written
 * @param end offset behind it
 */
record Token(Kind kind, int at, int end, String text) {

  /** What a token can be. A lower-case word is part of a path, a mixed one names a function. */
  enum Kind {
    BYTES,
    FLOAT,
    INT,
    STRING,
    LOWER,
    UPPER,
    MIXED,
    COMPARISON,
    ADD,
    MULTIPLY,
    EQUAL,
    PUNCTUATION,
    END
  }

  boolean is(String sign) {
    return kind != Kind.STRING && text.equals(sign);
  }

  String shown() {
    return kind == Kind.END ? "the end" : kind == Kind.STRING ? "a string" : "`" + text + "`";
  }
}
