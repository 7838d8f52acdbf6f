// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import org.snakeyaml.engine.v2.common.ScalarStyle;

/** What stands behind a key or a dash. */
sealed interface Part permits Part.Scalar, Part.Reference, Group {
  /** Offset of its first character; of a block that of its first key or dash. */
  int start();

  /**
   * A single value.
   *
   * @param text what is meant by it
   * @param properties anchor and tag as they are written in front of it, or ""
   */
  record Scalar(int start, int end, String text, ScalarStyle style, String properties)
      implements Part {

    boolean isPlain() {
      return style == ScalarStyle.PLAIN;
    }

    boolean isBlock() {
      return style == ScalarStyle.FOLDED || style == ScalarStyle.LITERAL;
    }
  }

  /** {@code *name}. */
  record Reference(int start, int end, String name) implements Part {}
}
