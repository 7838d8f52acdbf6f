// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

/**
 * A word, number, text or sign.
 *
 * @param text the words as written; of a text literal the characters it stands for
 * @param end offset after the last character
 */
record Token(Kind kind, int at, int end, String text) {
  enum Kind {
    WORD,
    /** A call of a function, with all that stands in its parentheses. */
    CALL,
    NUMBER,
    TEXT,
    OPERATOR,
    OPEN,
    CLOSE,
    OPEN_LIST,
    CLOSE_LIST,
    COMMA,
    END
  }

  boolean is(Kind wanted, String wantedText) {
    return kind == wanted && text.equals(wantedText);
  }

  boolean isWord(String word) {
    return is(Kind.WORD, word);
  }

  /** How a message names this token. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the condition";
      case TEXT -> "the text " + Shown.text(text);
      default -> "`" + Shown.cut(text) + "`";
    };
  }
}
