// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one tick decided, in columns: the unit in which decisions are remembered and stored.
 *
 * <p>A block also says where the log stood ({@code positions}: next offset by topic index), what
 * the clock was, and where a replay that begins at this block has to start.
 */
final class MemoryBlock {
  /** Spans without fingerprints: the time in which duplicates are recognised has passed. */
  private static final int[] FORGOTTEN = {};

  private static final byte[] NO_TRAILS = {};
  private static final int[] NO_ENDS = {};

  /** Of a block that is not the newest one. */
  private static final TickStart NOT_NEEDED = new TickStart(new long[0], new long[0]);

  private static final long[] NONE = {};

  /** The object, its place in the memory, which log it is. */
  private static final int OBJECT_BYTES = 96;

  /** Rough heap bytes of a block without entries, of an entry, and of a fingerprint. */
  static final long BLOCK_BYTES = 200;

  static final long ENTRY_BYTES = 16 + 1 + 4 + 8 + 4;
  static final long FINGERPRINT_BYTES = 4;

  final long[] positions;
  final long clock;
  final boolean silent;
  TickStart replayFrom;
  final LogIdentity log;
  final Marks marks;
  final long[] ids;
  final boolean[] kept;
  final int[] rules;
  final long[] thresholds;
  final String[] ruleNames;
  final int[] fingerprintEnds;
  int[] fingerprints;

  /** Encoded {@link Trail}s, one after the other; both are empty when no entry has one. */
  final byte[] trails;

  final int[] trailEnds;

  /** Spans left out by entry, see {@link Outcome}; empty when no limit decided any of them. */
  private final long[] cutSpans;

  /** By entry the one before it about the same trace; empty when there is none for any of them. */
  private long[] previous = NONE;

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
    cutSpans = columns.limited ? Arrays.copyOf(columns.cutSpans, n) : NONE;
    if (columns.hasTrails) {
      trailEnds = new int[n];
      trails = encodedTrails(columns);
    } else {
      trailEnds = NO_ENDS;
      trails = NO_TRAILS;
    }
  }

  private byte[] encodedTrails(Columns columns) {
    var bytes = new ByteArrayOutputStream(16 * size());
    for (int i = 0; i < size(); i++) {
      Trail trail = columns.trails.get(i);
      if (trail != null) {
        bytes.writeBytes(trail.encode(base(), columns::ruleNumber));
      }
      trailEnds[i] = bytes.size();
    }
    return bytes.toByteArray();
  }

  private Trail.Base base() {
    return new Trail.Base(clock, positions);
  }

  boolean hasTrails() {
    return trailEnds.length > 0;
  }

  int trailStart(int entry) {
    return entry == 0 ? 0 : trailEnds[entry - 1];
  }

  /** How the trace of this entry can be brought back, if at all. */
  @Nullable Trail trail(int entry) {
    if (!hasTrails() || trailStart(entry) == trailEnds[entry]) {
      return null;
    }
    int start = trailStart(entry);
    try {
      return Trail.decode(trails, start, trailEnds[entry] - start, base(), ruleNames);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it was encoded here
    }
  }

  /** Is the trace of this entry to be read back? */
  boolean isAsked(int entry) {
    return hasTrails()
        && trailStart(entry) < trailEnds[entry]
        && Trail.isAsked(trails[trailStart(entry)]);
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

  /** Returns how many there were. */
  int forgetFingerprints() {
    int forgotten = fingerprints.length;
    fingerprints = FORGOTTEN;
    Arrays.fill(fingerprintEnds, 0);
    return forgotten;
  }

  /** A replay never starts where an older block than the newest one says. */
  void forgetReplayStart() {
    replayFrom = NOT_NEEDED;
  }

  long cutSpans(int entry) {
    return cutSpans.length == 0 ? Outcome.NOT_LIMITED : cutSpans[entry];
  }

  Outcome outcome(int entry) {
    return new Outcome(kept[entry], ruleNames[rules[entry]], thresholds[entry], cutSpans(entry));
  }

  /** A reference to the entry before this one about the same trace. */
  long previous(int entry) {
    return previous.length == 0 ? DecisionMemory.UNKNOWN : previous[entry];
  }

  void previous(int entry, long reference) {
    if (previous.length == 0) {
      previous = new long[size()];
      Arrays.fill(previous, DecisionMemory.UNKNOWN);
    }
    previous[entry] = reference;
  }

  /** Heap bytes, without the names of rules, which blocks share. */
  long heapBytes() {
    long n = size();
    long columns =
        HeapSize.ofArray(16 * n)
            + HeapSize.ofArray(n)
            + 2 * HeapSize.ofArray(4 * n)
            + HeapSize.ofArray(8 * n);
    return OBJECT_BYTES
        + columns
        + HeapSize.ofArray(4L * fingerprints.length)
        + HeapSize.ofArray(4L * ruleNames.length)
        + (hasTrails() ? HeapSize.ofArray(trails.length) + HeapSize.ofArray(4 * n) : 0)
        + ofLongs(positions)
        + ofLongs(replayFrom.positions())
        + ofLongs(replayFrom.clock())
        + (cutSpans.length == 0 ? 0 : ofLongs(cutSpans))
        + (previous.length == 0 ? 0 : ofLongs(previous));
  }

  private static long ofLongs(long[] array) {
    return HeapSize.ofArray(8L * array.length);
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
    private long[] cutSpans = new long[32];
    private boolean limited;
    private int[] fingerprintEnds = new int[32];
    private int[] fingerprints = new int[256];
    private final List<String> ruleNames = new ArrayList<>();
    private final List<@Nullable Trail> trails = new ArrayList<>();
    private boolean hasTrails;
    private int trailBytes;
    private int size;
    private int fingerprintCount;

    boolean isEmpty() {
      return size == 0;
    }

    /** Rough size when encoded. */
    int bytes() {
      return size * 28 + fingerprintCount * 4 + trailBytes;
    }

    void add(long idHigh, long idLow, Outcome outcome, int[] prints) {
      add(idHigh, idLow, outcome, prints, null);
    }

    int size() {
      return size;
    }

    /**
     * @param trail how it can be brought back; null when it was kept, or when no rule does that
     */
    void add(long idHigh, long idLow, Outcome outcome, int[] prints, @Nullable Trail trail) {
      if (size == kept.length) {
        grow();
      }
      ids[2 * size] = idHigh;
      ids[2 * size + 1] = idLow;
      kept[size] = outcome.kept();
      rules[size] = ruleNumber(outcome.rule());
      thresholds[size] = outcome.threshold();
      cutSpans[size] = outcome.cutSpans();
      limited |= outcome.isLimited();
      int end = fingerprintCount + prints.length;
      if (end > fingerprints.length) {
        fingerprints = Arrays.copyOf(fingerprints, Math.max(end, 2 * fingerprints.length));
      }
      System.arraycopy(prints, 0, fingerprints, fingerprintCount, prints.length);
      fingerprintCount = end;
      fingerprintEnds[size] = end;
      size++;
      trails.add(null);
      if (trail != null) {
        trail(size - 1, trail);
      }
    }

    /** Says how the trace of an entry can be brought back. */
    void trail(int entry, Trail trail) {
      trails.set(entry, trail);
      hasTrails = true;
      trailBytes += trail.mostBytes();
      if (trail.ask() != null) {
        ruleNumber(trail.ask().rule());
      }
    }

    private void grow() {
      int larger = 2 * size;
      ids = Arrays.copyOf(ids, 2 * larger);
      kept = Arrays.copyOf(kept, larger);
      rules = Arrays.copyOf(rules, larger);
      thresholds = Arrays.copyOf(thresholds, larger);
      cutSpans = Arrays.copyOf(cutSpans, larger);
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
      limited = false;
      fingerprintCount = 0;
      trails.clear();
      hasTrails = false;
      trailBytes = 0;
      ruleNames.clear();
    }
  }
}
