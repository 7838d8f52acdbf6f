// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

/** What stands between two spaces of a line; offsets count from the beginning of the notation. */
sealed interface Piece {
  int offset();

  /** As it is written, without quotes and escapes. */
  record Word(int offset, String text, boolean isQuoted) implements Piece {
    /** Quoted words are names, whatever they say. */
    boolean is(String word) {
      return !isQuoted && text.equals(word);
    }
  }

  /**
   * {@code key=value}.
   *
   * @param isQuoted whether the key is, so that it is an attribute's name whatever it begins with
   * @param value a String, Long, Double, Boolean, or a List of such
   */
  record Assignment(int offset, String key, boolean isQuoted, Object value, Written written)
      implements Piece {
    /** What is meant where only a text can be: 007 and 1.10 are no numbers there. */
    String text() {
      return value instanceof String text ? text : written.text();
    }

    int valueOffset() {
      return written.offset();
    }
  }

  /** A value as it is written. */
  record Written(int offset, String text) {}
}
