// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one tick decided, in columns: the unit in which decisions are remembered and stored.
 *
 * <p>A block also says where the log stood ({@code positions}: next offset by topic index), what
 * the clock was, and where a replay that begins at this block has to start.
 */
final class MemoryBlock {
  /** Spans without fingerprints: the time in which duplicates are recognised has passed. */
  private static final int[] FORGOTTEN = {};

  final long[] positions;
  final long clock;
  final boolean silent;
  final TickStart replayFrom;
  final LogIdentity log;
  final Marks marks;
  final long[] ids;
  final boolean[] kept;
  final int[] rules;
  final long[] thresholds;
  final String[] ruleNames;
  final int[] fingerprintEnds;
  int[] fingerprints;

  MemoryBlock(Header header, Columns columns) {
    positions = header.positions;
    clock = header.clock;
    silent = header.silent;
    replayFrom = header.replayFrom;
    log = header.log;
    marks = header.marks;
    int n = columns.size;
    ids = Arrays.copyOf(columns.ids, 2 * n);
    kept = Arrays.copyOf(columns.kept, n);
    rules = Arrays.copyOf(columns.rules, n);
    thresholds = Arrays.copyOf(columns.thresholds, n);
    fingerprintEnds = Arrays.copyOf(columns.fingerprintEnds, n);
    fingerprints = Arrays.copyOf(columns.fingerprints, columns.fingerprintCount);
    ruleNames = columns.ruleNames.toArray(String[]::new);
  }

  int size() {
    return kept.length;
  }

  int fingerprintStart(int entry) {
    return entry == 0 ? 0 : fingerprintEnds[entry - 1];
  }

  boolean remembersFingerprints() {
    return fingerprints.length > 0;
  }

  void forgetFingerprints() {
    fingerprints = FORGOTTEN;
    Arrays.fill(fingerprintEnds, 0);
  }

  /** Rough heap bytes. */
  long heapBytes() {
    return 200L + size() * (16L + 1 + 4 + 8 + 4) + 4L * fingerprints.length;
  }

  /** How long its decisions are known: as long as they were to be when it was written. */
  long rememberMillis(long otherwise) {
    return log.waits().isKnown() ? log.waits().remember() : otherwise;
  }

  /** How long its duplicates are recognised. */
  long rememberDuplicatesMillis(long otherwise) {
    return log.waits().isKnown() ? log.waits().rememberDuplicates() : otherwise;
  }

  /**
   * What a block says besides its entries.
   *
   * @param silent proven silence moved the clock, not a record
   */
  record Header(
      long[] positions,
      long clock,
      boolean silent,
      TickStart replayFrom,
      LogIdentity log,
      Marks marks) {
    Header(long[] positions, long clock, boolean silent, TickStart replayFrom, LogIdentity log) {
      this(positions, clock, silent, replayFrom, log, Marks.NONE);
    }
  }

  /**
   * What else a replay has to know.
   *
   * @param wallMillis the wall clock that times are clamped by from here on
   * @param lostUntilMillis traces that began up to this time of the data's clock may be cut,
   *     because the log had lost a part of them before it could be read again
   */
  record Marks(long wallMillis, long lostUntilMillis) {
    static final Marks NONE = new Marks(SourceClock.UNSET, SourceClock.UNSET);
  }

  /** Entries while they are collected. */
  static final class Columns {
    private long[] ids = new long[64];
    private boolean[] kept = new boolean[32];
    private int[] rules = new int[32];
    private long[] thresholds = new long[32];
    private int[] fingerprintEnds = new int[32];
    private int[] fingerprints = new int[256];
    private final List<String> ruleNames = new ArrayList<>();
    private int size;
    private int fingerprintCount;

    boolean isEmpty() {
      return size == 0;
    }

    /** Rough size when encoded. */
    int bytes() {
      return size * 28 + fingerprintCount * 4;
    }

    void add(long idHigh, long idLow, Outcome outcome, int[] prints) {
      if (size == kept.length) {
        grow();
      }
      ids[2 * size] = idHigh;
      ids[2 * size + 1] = idLow;
      kept[size] = outcome.kept();
      rules[size] = ruleNumber(outcome.rule());
      thresholds[size] = outcome.threshold();
      int end = fingerprintCount + prints.length;
      if (end > fingerprints.length) {
        fingerprints = Arrays.copyOf(fingerprints, Math.max(end, 2 * fingerprints.length));
      }
      System.arraycopy(prints, 0, fingerprints, fingerprintCount, prints.length);
      fingerprintCount = end;
      fingerprintEnds[size] = end;
      size++;
    }

    private void grow() {
      int larger = 2 * size;
      ids = Arrays.copyOf(ids, 2 * larger);
      kept = Arrays.copyOf(kept, larger);
      rules = Arrays.copyOf(rules, larger);
      thresholds = Arrays.copyOf(thresholds, larger);
      fingerprintEnds = Arrays.copyOf(fingerprintEnds, larger);
    }

    private int ruleNumber(String rule) {
      int known = ruleNames.indexOf(rule);
      if (known >= 0) {
        return known;
      }
      ruleNames.add(rule);
      return ruleNames.size() - 1;
    }

    void clear() {
      size = 0;
      fingerprintCount = 0;
      ruleNames.clear();
    }
  }
}
