// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlScalar;

/** What is wrong with the text of one trace, by offset. */
final class Mistakes {
  private final YamlScalar text;
  private final Problems problems;

  Mistakes(YamlScalar text, Problems problems) {
    this.text = text;
    this.problems = problems;
  }

  void add(int offset, String message) {
    problems.add(text.positionOf(offset), message);
  }

  void add(Piece at, String message) {
    add(at.offset(), message);
  }
}
