// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.traceweir.rules.notation.Piece.Assignment;
import io.traceweir.rules.notation.Piece.Word;
import io.traceweir.rules.notation.Piece.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the words and assignments of one line, up to a comment. */
final class PieceReader {
  private static final Pattern KEY = Pattern.compile("@?[\\p{L}\\p{N}_./:-]+");

  private final String text;
  private final int end;
  private final Mistakes mistakes;
  private final ValueReader values;
  private int at;

  PieceReader(String text, int from, int end, Mistakes mistakes) {
    this.text = text;
    this.at = from;
    this.end = end;
    this.mistakes = mistakes;
    this.values = new ValueReader(text, end, mistakes);
  }

  List<Piece> read() {
    List<Piece> pieces = new ArrayList<>();
    while (skipSpace() && text.charAt(at) != '#') {
      Piece piece = text.charAt(at) == '"' ? quoted() : bare();
      if (piece != null) {
        pieces.add(piece);
      }
    }
    return pieces;
  }

  /** Is there anything more? */
  private boolean skipSpace() {
    while (at < end && isSpace(text.charAt(at))) {
      at++;
    }
    return at < end;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  private @Nullable Piece quoted() {
    int start = at;
    Object word = values.read(at);
    at = values.end();
    if (word == null) {
      return null;
    }
    if (at < end && text.charAt(at) == '=') {
      return assignment(start, word.toString(), true);
    }
    if (at < end && !isSpace(text.charAt(at))) {
      mistakes.add(at, "a space is missing after the quote");
    }
    return new Word(start, word.toString(), true);
  }

  private @Nullable Piece bare() {
    int start = at;
    while (at < end && !isSpace(text.charAt(at)) && text.charAt(at) != '=') {
      at++;
    }
    String word = text.substring(start, at);
    if (at == end || text.charAt(at) != '=') {
      return new Word(start, word, false);
    }
    if (KEY.matcher(word).matches()) {
      return assignment(start, word, false);
    }
    mistakes.add(
        start,
        word.isEmpty()
            ? "an attribute is written without spaces around its `=`: `http.response.status_code=500`"
            : "a name with `=` in it needs quotes, and so does such a name of an attribute");
    while (at < end && !isSpace(text.charAt(at))) {
      at++;
    }
    return null;
  }

  private @Nullable Piece assignment(int start, String key, boolean isQuoted) {
    int valueAt = at + 1;
    Object value = values.read(valueAt);
    at = values.end();
    if (value != null && at < end && !isSpace(text.charAt(at))) {
      mistakes.add(at, "a space is missing after the value");
    }
    if (value == null) {
      return null;
    }
    return new Assignment(
        start, key, isQuoted, value, new Written(valueAt, text.substring(valueAt, at)));
  }
}
