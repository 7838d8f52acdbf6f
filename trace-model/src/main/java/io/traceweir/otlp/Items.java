// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import java.util.Arrays;

/** Where the spans or log records of a request lie, and what the splitter needs of each. */
final class Items {
  /** Belongs to a trace. */
  static final byte IN_TRACE = 0;

  /** A log record that has no trace id. */
  static final byte WITHOUT_TRACE = 1;

  static final byte INVALID_TRACE_ID = 2;
  static final byte INVALID_SPAN_ID = 3;

  /** A log record that has no trace id and is not severe enough to go on. */
  static final byte MILD_WITHOUT_TRACE = 4;

  private static final int INFO = 9;

  private static final int KEPT_CAPACITY = 1 << 16;

  int count;
  int[] starts = new int[64];
  int[] ends = new int[64];
  int[] scopes = new int[64];
  int[] severities = new int[64];
  long[] idHighs = new long[64];
  long[] idLows = new long[64];
  byte[] fates = new byte[64];

  /** A span without a parent id. */
  boolean[] roots = new boolean[64];

  /** The next item with the same fate and trace, -1 at the end; filled by {@link TraceGroups}. */
  int[] nexts = new int[64];

  void clear() {
    if (starts.length > KEPT_CAPACITY) {
      resize(64);
    }
    count = 0;
  }

  /** Makes room for one more. Returns its index, with no ids yet. */
  int add(int scope, int start) {
    if (count == starts.length) {
      resize(2 * count);
    }
    starts[count] = start;
    scopes[count] = scope;
    severities[count] = 0;
    roots[count] = false;
    idHighs[count] = 0;
    idLows[count] = 0;
    nexts[count] = -1;
    return count++;
  }

  boolean sameTrace(int a, int b) {
    return idHighs[a] == idHighs[b] && idLows[a] == idLows[b] && fates[a] == fates[b];
  }

  /** How many have this fate. */
  int countOf(byte fate) {
    int found = 0;
    for (int item = 0; item < count; item++) {
      found += fates[item] == fate ? 1 : 0;
    }
    return found;
  }

  /** Marks log records without a trace id below this severity; returns how many. */
  int setMildApart(int minSeverity) {
    int mild = 0;
    for (int item = 0; item < count; item++) {
      int severity = severities[item] == 0 ? INFO : severities[item];
      if (fates[item] == WITHOUT_TRACE && severity < minSeverity) {
        fates[item] = MILD_WITHOUT_TRACE;
        mild++;
      }
    }
    return mild;
  }

  private void resize(int capacity) {
    starts = Arrays.copyOf(starts, capacity);
    ends = Arrays.copyOf(ends, capacity);
    scopes = Arrays.copyOf(scopes, capacity);
    severities = Arrays.copyOf(severities, capacity);
    idHighs = Arrays.copyOf(idHighs, capacity);
    idLows = Arrays.copyOf(idLows, capacity);
    fates = Arrays.copyOf(fates, capacity);
    roots = Arrays.copyOf(roots, capacity);
    nexts = Arrays.copyOf(nexts, capacity);
  }
}
