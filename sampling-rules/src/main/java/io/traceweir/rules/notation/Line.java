// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.traceweir.rules.notation.Piece.Word;
import java.util.List;

/** A line that says something, and how far it is indented. */
record Line(int offset, int indent, List<Piece> pieces) {

  Line {
    pieces = List.copyOf(pieces);
  }

  /** Is it about the span, log or event above it, rather than one of its own? */
  boolean isOfAttributes() {
    return pieces.get(0) instanceof Piece.Assignment;
  }

  boolean beginsWith(String keyword) {
    return pieces.get(0) instanceof Word first && first.is(keyword);
  }
}
