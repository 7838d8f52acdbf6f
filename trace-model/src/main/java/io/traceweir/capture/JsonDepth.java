// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

/** How many brackets are open, outside of strings. */
final class JsonDepth {
  private int open;
  private boolean inString;
  private boolean escaped;

  void reset() {
    open = 0;
    inString = false;
    escaped = false;
  }

  /** The end of the value within this range, or -1; what is no object or list has none. */
  int endOfValue(byte[] bytes, int start, int end) {
    for (int at = start; at < end; at++) {
      byte b = bytes[at];
      if (inString) {
        inString = escaped || b != '"';
        escaped = !escaped && b == '\\';
      } else if (b == '"') {
        inString = true;
      } else if (b == '{' || b == '[') {
        open++;
      } else if ((b == '}' || b == ']') && --open == 0) {
        return at + 1;
      } else if (open <= 0) {
        return -1;
      }
    }
    return -1;
  }

  /** Whether the value can go on in the next line; no string can. */
  boolean goesOn() {
    return open > 0 && !inString;
  }
}
