// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.traceweir.rules.notation.Piece.Assignment;
import io.traceweir.rules.notation.Piece.Word;
import java.util.List;

/** Reads a line such as {@code event exception exception.type=java.io.IOException}. */
final class EventLine {
  private final Mistakes mistakes;
  private final Traits traits;

  EventLine(Mistakes mistakes) {
    this.mistakes = mistakes;
    this.traits = new Traits(mistakes);
  }

  void read(Line line, EventDraft event) {
    List<Piece> pieces = line.pieces();
    if (pieces.size() == 1 || !(pieces.get(1) instanceof Word name)) {
      mistakes.add(line.offset(), "an event has a name: `event exception`");
      return;
    }
    event.name = name.text();
    for (Piece piece : pieces.subList(2, pieces.size())) {
      if (piece instanceof Assignment attribute) {
        traits.assign(attribute, event);
      } else if (piece instanceof Word word && !traits.applyBelowSpan(word, event)) {
        mistakes.add(
            word, "expected `key=value` or a start such as +5ms; a name with spaces needs quotes");
      }
    }
    if (event.isLate && event.parent != null && !event.parent.isLate) {
      mistakes.add(line.offset(), "an event comes with its span, so it cannot be `late` alone");
    }
  }
}
