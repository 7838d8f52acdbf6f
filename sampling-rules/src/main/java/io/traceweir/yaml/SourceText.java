// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.util.Arrays;

/** The text of a file by code point, and where its lines begin. */
final class SourceText {

  private final String file;
  private final int[] codePoints;
  private final int[] lineStarts;

  SourceText(String file, String text) {
    this.file = file;
    this.codePoints = text.codePoints().toArray();
    this.lineStarts = lineStarts(codePoints);
  }

  private static int[] lineStarts(int[] codePoints) {
    int[] starts = new int[16];
    int lines = 1;
    for (int i = 0; i < codePoints.length; i++) {
      boolean ends =
          codePoints[i] == '\n'
              || (codePoints[i] == '\r'
                  && (i + 1 == codePoints.length || codePoints[i + 1] != '\n'));
      if (ends) {
        starts = lines == starts.length ? Arrays.copyOf(starts, lines * 2) : starts;
        starts[lines++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, lines);
  }

  Position position(int index) {
    int found = Arrays.binarySearch(lineStarts, index);
    int line = found >= 0 ? found : -found - 2;
    return new Position(file, line + 1, index - lineStarts[line] + 1);
  }

  int codePoint(int index) {
    return codePoints[index];
  }
}
