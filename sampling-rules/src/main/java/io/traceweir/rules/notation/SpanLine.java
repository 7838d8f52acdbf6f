// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.traceweir.rules.notation.Piece.Assignment;
import io.traceweir.rules.notation.Piece.Word;
import java.util.List;

/** Reads a line such as {@code shop GET /checkout client error 1.2s http.route=/checkout}. */
final class SpanLine {
  private final Mistakes mistakes;
  private final Traits traits;

  SpanLine(Mistakes mistakes) {
    this.mistakes = mistakes;
    this.traits = new Traits(mistakes);
  }

  void read(Line line, SpanDraft span) {
    List<Piece> pieces = line.pieces();
    if (pieces.get(0) instanceof Word service) {
      span.service = service.text();
    }
    int at = name(pieces, span);
    for (Piece piece : pieces.subList(at, pieces.size())) {
      if (piece instanceof Assignment attribute) {
        traits.assign(attribute, span);
      } else if (piece instanceof Word word) {
        trait(word, span);
      }
    }
  }

  private void trait(Word word, SpanDraft span) {
    if (Words.isOne(word)) {
      traits.apply(word, span);
    } else {
      mistakes.add(
          word,
          "`"
              + word.text()
              + "` is no word of the notation"
              + Words.hint(word.text())
              + "; a name with such words in it needs quotes");
    }
  }

  /**
   * One quoted word, or all words up to the first that means something else.
   *
   * @return how many pieces service and name take
   */
  private int name(List<Piece> pieces, SpanDraft span) {
    if (pieces.size() > 1 && pieces.get(1) instanceof Word first && first.isQuoted()) {
      span.name = first.text();
      return 2;
    }
    StringBuilder name = new StringBuilder();
    int at = 1;
    while (at < pieces.size() && pieces.get(at) instanceof Word word && !Words.isOne(word)) {
      checkPart(word);
      name.append(at == 1 ? "" : " ").append(word.text());
      at++;
    }
    if (at == 1) {
      mistakes.add(
          pieces.get(pieces.size() == 1 ? 0 : 1),
          "a span has a service and a name: `shop GET /checkout`; quote a name that is a word of the"
              + " notation");
    }
    span.name = name.toString();
    return at;
  }

  private void checkPart(Word word) {
    if (word.isQuoted()) {
      mistakes.add(word, "put the whole name in quotes");
    } else if (Words.isAlmostOne(word)) {
      mistakes.add(word, doubtful(word));
    }
  }

  private static String doubtful(Word word) {
    String text = word.text();
    if (text.endsWith(",")) {
      return "no commas: words are separated by spaces; a name with a comma needs quotes";
    }
    return Words.isAlmostANumber(text)
        ? "`"
            + text
            + "` is no duration such as 250ms, 1.2s or 1m30s; quote the name if it is a part of it"
        : "`" + text + "`" + Words.hint(text) + " Quote the name if it is a part of it";
  }
}
