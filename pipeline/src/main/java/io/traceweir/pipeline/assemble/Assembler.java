// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.split.SourceTime;
import org.jspecify.annotations.Nullable;

/**
 * Puts fragments to their traces and knows when a trace is due: clock, buffer, decision memory and
 * deadlines of one partition. Knows nothing of Kafka.
 *
 * <p>Everything here follows from the records, their order and the floors of the clock that blocks
 * carry, so a replay of the same records leads to the same state.
 */
final class Assembler {
  /** Data time between two ticks. */
  static final long TICK_MILLIS = 250;

  final SourceClock clock;
  final TraceBuffer buffer;
  final DecisionMemory memory;
  private final PipelineSettings.Traces settings;
  private final long[] positions;
  private TickStart tickStart;
  private long tickOfStart = Long.MIN_VALUE;
  private long lastTick = Long.MIN_VALUE;
  private boolean replaying;
  private boolean inRecord;
  private final long believableMillis;
  private long lostUntilMillis = SourceClock.UNSET;

  /**
   * Starts empty.
   *
   * @param topics that make up the log
   * @param sources of the clock
   */
  Assembler(PipelineSettings.Traces settings, TraceBuffer buffer, int topics, int sources) {
    this.settings = settings;
    this.buffer = buffer;
    this.clock = new SourceClock(settings.maxSourceSkew().toMillis(), sources);
    this.memory =
        new DecisionMemory(
            settings.rememberDecisionsFor().toMillis(),
            settings.rememberDuplicatesFor().toMillis());
    this.positions = new long[topics];
    this.believableMillis =
        SourceTime.JUMP_MILLIS
            + settings.decisionWait().toMillis()
            + settings.logsOnlyWait().toMillis();
    this.tickStart = new TickStart(positions.clone(), clock.snapshot());
  }

  /**
   * Where a record stands in the log and in time.
   *
   * @param timeMillis clamped
   * @param statedMillis as the record says; counts once the clock comes near it
   */
  record Arrival(int topic, long offset, long timeMillis, long statedMillis) {}

  /** A part of a trace as a slice of a record. */
  record Part(long idHigh, long idLow, Signal signal, boolean hasRoot, int items, Slice slice) {}

  /** A range of an array that nobody changes. */
  record Slice(byte[] array, int offset, int length) {}

  /** Starts at these offsets with the clock as it was there. */
  void startAt(TickStart start) {
    System.arraycopy(start.positions(), 0, positions, 0, positions.length);
    if (start.clock().length > 0) {
      clock.restore(start.clock());
    }
    tickOfStart = Long.MIN_VALUE;
  }

  void replaying(boolean on) {
    replaying = on;
    if (!on) {
      lastTick = tick();
    }
  }

  /** Records that lay before the clock as it is now are gone: what was open then may be cut. */
  void lost(Waits waits) {
    lostUntil(clock.now() + waits.longest());
  }

  void lostUntil(long millis) {
    lostUntilMillis = Math.max(lostUntilMillis, millis);
  }

  /** May a part of this trace have been gone from the log before it could be read again? */
  boolean isPerhapsCut(BufferedTrace trace) {
    return lostUntilMillis != SourceClock.UNSET && trace.beganMillis <= lostUntilMillis;
  }

  /** What a block says for a replay besides its place. */
  MemoryBlock.Marks marks() {
    return new MemoryBlock.Marks(clock.wall(), lostUntilMillis);
  }

  boolean isReplaying() {
    return replaying;
  }

  long position(int topic) {
    return positions[topic];
  }

  long[] positions() {
    return positions.clone();
  }

  /** Call before the time of a record is observed. */
  void beforeRecord() {
    long tick = tick();
    if (tick != tickOfStart) {
      tickOfStart = tick;
      tickStart = new TickStart(positions.clone(), clock.snapshot());
    }
    inRecord = true;
  }

  /** Call when a record is done. */
  void afterRecord(int topic, long offset) {
    positions[topic] = offset + 1;
    inRecord = false;
  }

  /** Nothing is left before this offset. */
  void moveTo(int topic, long position) {
    positions[topic] = position;
  }

  /** Did the clock reach another tick since the last one was run? */
  boolean isTickDue() {
    return tick() > lastTick;
  }

  /** The tick that the clock has reached; it counts as run from now on. */
  long takeTick() {
    lastTick = tick();
    return lastTick;
  }

  private long tick() {
    return Math.floorDiv(clock.now(), TICK_MILLIS);
  }

  /**
   * Where a replay that would happen now has to start. The clock may have taken in the record at
   * hand, which a replay would observe again: then the start of its tick counts.
   */
  TickStart replayFrom() {
    BufferedTrace oldest = buffer.oldest();
    if (oldest != null) {
      return oldest.began;
    }
    return inRecord ? tickStart : new TickStart(positions.clone(), clock.snapshot());
  }

  /** How long the oldest trace waits, by the clock; 0 when there is none. */
  long oldestAgeMillis() {
    BufferedTrace oldest = buffer.oldest();
    return oldest == null ? 0 : clock.now() - oldest.beganMillis;
  }

  /** Puts a fragment to its trace; returns the heap bytes it takes. */
  long add(Arrival at, Part part) {
    long before = buffer.heapBytes();
    BufferedTrace trace = buffer.find(part.idHigh, part.idLow);
    if (trace != null && replaying && isOverdue(trace)) {
      postpone(trace); // as the tick did that is not run again
    }
    if (trace == null) {
      long known = memory.find(part.idHigh, part.idLow, clock.now());
      if (known == DecisionMemory.UNKNOWN) {
        trace = begin(part);
      } else if (replaying && at.offset < memory.position(known, at.topic)) {
        return 0;
      } else {
        trace = beginLate(part);
      }
    }
    append(trace, at, part);
    return buffer.heapBytes() - before;
  }

  private BufferedTrace begin(Part part) {
    BufferedTrace trace = buffer.begin(part.idHigh, part.idLow, tickStart);
    trace.beganMillis = clock.now();
    return trace;
  }

  private BufferedTrace beginLate(Part part) {
    BufferedTrace trace = begin(part);
    trace.late = true;
    buffer.due(trace, tick() + 1, Trigger.TIMEOUT);
    return trace;
  }

  private void append(BufferedTrace trace, Arrival at, Part part) {
    Slice slice = part.slice;
    buffer.grown(trace.append(part.signal, slice.array, slice.offset, slice.length));
    trace.items += part.items;
    trace.extend(at.topic, at.offset);
    if (!trace.late) {
      schedule(trace, at, part);
    }
    if (trace.items > settings.limitSpans()) {
      buffer.dueNow(trace, Trigger.SPAN_LIMIT);
    } else if (trace.payloadBytes > settings.limitBytes()) {
      buffer.dueNow(trace, Trigger.BYTE_LIMIT);
    }
  }

  private void schedule(BufferedTrace trace, Arrival at, Part part) {
    long wait = settings.decisionWait().toMillis();
    if (part.signal == Signal.SPANS && !trace.hasSpans) {
      trace.hasSpans = true;
      due(trace, at, wait, Trigger.TIMEOUT);
    } else if (trace.deadlineTick == BufferedTrace.NOT_DUE) {
      due(trace, at, wait + settings.logsOnlyWait().toMillis(), Trigger.TIMEOUT);
    }
    if (part.hasRoot && !trace.hasRoot) {
      trace.hasRoot = true;
      rootArrived(trace, at);
    }
  }

  private void rootArrived(BufferedTrace trace, Arrival at) {
    long wait = settings.decisionWaitAfterRoot().toMillis();
    if (wait > 0 && ticksUntil(Math.max(clock.now(), at.timeMillis) + wait) < trace.deadlineTick) {
      due(trace, at, wait, Trigger.ROOT);
    }
  }

  private void due(BufferedTrace trace, Arrival at, long wait, Trigger trigger) {
    if (trace.isDueNow()) {
      return;
    }
    trace.statedDeadlineMillis = Math.max(clock.now(), at.statedMillis) + wait;
    buffer.due(trace, ticksUntil(Math.max(clock.now(), at.timeMillis) + wait), trigger);
  }

  /** Takes out the next trace that is due. */
  @Nullable BufferedTrace pollDue(long tick) {
    return buffer.pollDue(tick, this::postpone);
  }

  /**
   * A trace whose record time was clamped, because it lay too far ahead, and whose time the clock
   * has come near since: it waits as long as any other.
   */
  private boolean postpone(BufferedTrace trace) {
    long stated = ticksUntil(trace.statedDeadlineMillis);
    boolean believable = trace.statedDeadlineMillis <= clock.now() + believableMillis;
    if (trace.late || stated <= trace.deadlineTick || !believable) {
      return false;
    }
    buffer.due(trace, stated, trace.trigger);
    return true;
  }

  private boolean isOverdue(BufferedTrace trace) {
    return !trace.isDueNow() && trace.deadlineTick <= tick();
  }

  private static long ticksUntil(long millis) {
    return Math.floorDiv(millis + TICK_MILLIS - 1, TICK_MILLIS);
  }

  /** The buffer is over its budget: the oldest traces, so many bytes of them, become due. */
  void evict(long bytes) {
    long freed = 0;
    for (BufferedTrace t = buffer.oldest(); t != null && freed < bytes; t = t.newer) {
      freed += t.heapBytes;
      buffer.dueNow(t, Trigger.MEMORY);
    }
  }
}
