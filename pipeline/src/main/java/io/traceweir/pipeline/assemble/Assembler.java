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

  /** A replay starts at a tick's start, or nearer where many records came in one tick. */
  private static final int RECORDS_PER_START = 4096;

  private static final long NEVER = Long.MAX_VALUE;

  final SourceClock clock;
  final TraceBuffer buffer;
  final DecisionMemory memory;
  private final PipelineSettings.Traces settings;
  private final long[] positions;
  private TickStart tickStart;
  private long tickOfStart = Long.MIN_VALUE;
  private int recordsOfStart;
  private long begun;
  private long decidedAgain;
  private long lastTick = Long.MIN_VALUE;
  private boolean replaying;
  private boolean inRecord;
  private final long believableMillis;
  private final long idleMillis;
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
    this.idleMillis = settings.idleWait().toMillis();
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
    if (tick != tickOfStart || ++recordsOfStart > RECORDS_PER_START) {
      startHere();
    }
    inRecord = true;
  }

  private void startHere() {
    tickOfStart = tick();
    recordsOfStart = 0;
    tickStart = new TickStart(positions.clone(), clock.snapshot());
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
   * hand, which a replay would observe again: then the start of its tick counts. Never before where
   * it had to start earlier: what follows begins no sooner than here.
   */
  TickStart replayFrom() {
    BufferedTrace oldest = buffer.oldest();
    if (oldest != null) {
      return oldest.began;
    }
    if (!inRecord) {
      startHere();
    }
    return tickStart;
  }

  /**
   * Takes in a stored block at start. Fingerprints beyond so many bytes are left out, oldest first.
   */
  void load(long number, MemoryBlock block, long mostBytes) {
    memory.load(number, block);
    if (memory.heapBytes() > mostBytes) {
      memory.forgetFingerprints(memory.heapBytes() - mostBytes);
    }
  }

  /** How long the oldest trace waits, by the clock; 0 when there is none. */
  long oldestAgeMillis() {
    BufferedTrace oldest = buffer.oldest();
    return oldest == null ? 0 : clock.now() - oldest.beganMillis;
  }

  /** How many traces have begun so far. */
  long begun() {
    return begun;
  }

  /** How many of them had been decided before, longer ago than decisions are remembered. */
  long decidedAgain() {
    return decidedAgain;
  }

  /** Puts a fragment to its trace; returns the heap bytes it takes. */
  long add(Arrival at, Part part) {
    long before = buffer.heapBytes();
    BufferedTrace trace = buffer.find(part.idHigh, part.idLow);
    if (trace != null && replaying && isOverdue(trace)) {
      postpone(trace); // as the tick did that is not run again
    }
    if (trace == null) {
      long decision = memory.findEvenExpired(part.idHigh, part.idLow);
      if (!memory.isKnown(decision, clock.now())) {
        trace = begin(part);
        decidedAgain += decision != DecisionMemory.UNKNOWN && !replaying ? 1 : 0;
      } else if (replaying && at.offset < memory.position(decision, at.topic)) {
        return 0;
      } else {
        trace = beginLate(part);
      }
    }
    append(trace, at, part);
    return buffer.heapBytes() - before;
  }

  private BufferedTrace begin(Part part) {
    begun++;
    BufferedTrace trace = buffer.begin(part.idHigh, part.idLow, tickStart);
    trace.beganMillis = clock.now();
    return trace;
  }

  private BufferedTrace beginLate(Part part) {
    begun++;
    BufferedTrace trace = buffer.beginLate(part.idHigh, part.idLow, tickStart);
    trace.beganMillis = clock.now();
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
    trace.newestMillis = Math.max(trace.newestMillis, Math.max(clock.now(), at.timeMillis));
    trace.newestStatedMillis =
        Math.max(trace.newestStatedMillis, Math.max(clock.now(), at.statedMillis));
    long wait = settings.decisionWait().toMillis();
    if (part.signal == Signal.SPANS && !trace.hasSpans) {
      trace.hasSpans = true;
      due(trace, at, wait, Trigger.TIMEOUT);
    } else if (trace.waitTick == BufferedTrace.NOT_DUE) {
      due(trace, at, wait + settings.logsOnlyWait().toMillis(), Trigger.TIMEOUT);
    }
    if (part.hasRoot && !trace.hasRoot) {
      trace.hasRoot = true;
      rootArrived(trace, at);
    }
  }

  private void rootArrived(BufferedTrace trace, Arrival at) {
    long wait = settings.decisionWaitAfterRoot().toMillis();
    if (wait > 0 && ticksUntil(Math.max(clock.now(), at.timeMillis) + wait) < trace.waitTick) {
      due(trace, at, wait, Trigger.ROOT);
    }
  }

  private void due(BufferedTrace trace, Arrival at, long wait, Trigger trigger) {
    if (trace.isDueNow()) {
      return;
    }
    trace.statedDeadlineMillis = Math.max(clock.now(), at.statedMillis) + wait;
    trace.waitTick = ticksUntil(Math.max(clock.now(), at.timeMillis) + wait);
    trace.waitTrigger = trigger;
    due(trace, trace.waitTick, isQuietOn() ? ticksUntil(trace.newestMillis + idleMillis) : NEVER);
  }

  private void due(BufferedTrace trace, long waitTick, long quietTick) {
    if (quietTick < waitTick) {
      buffer.due(trace, quietTick, Trigger.QUIET);
    } else {
      buffer.due(trace, waitTick, trace.waitTrigger);
    }
  }

  private boolean isQuietOn() {
    return idleMillis > 0;
  }

  /** Takes out the next trace that is due. */
  @Nullable BufferedTrace pollDue(long tick) {
    return buffer.pollDue(tick, this::postpone);
  }

  /**
   * Where a deadline has moved since it was set, the trace waits on. Fragments that put off the
   * trigger {@code quiet} only leave their time, and a record time that was clamped, because it lay
   * too far ahead, counts once the clock has come near it: such a trace waits as long as any other.
   */
  private boolean postpone(BufferedTrace trace) {
    if (trace.late) {
      return false;
    }
    long wait = believed(trace.waitTick, trace.statedDeadlineMillis);
    long quiet =
        isQuietOn()
            ? believed(
                ticksUntil(trace.newestMillis + idleMillis), trace.newestStatedMillis + idleMillis)
            : NEVER;
    if (Math.min(wait, quiet) <= trace.deadlineTick) {
      return false;
    }
    due(trace, wait, quiet);
    return true;
  }

  private long believed(long tick, long statedMillis) {
    boolean believable = statedMillis <= clock.now() + believableMillis;
    return believable ? Math.max(tick, ticksUntil(statedMillis)) : tick;
  }

  /**
   * When a trace that was taken out was due, by the clock. In a backlog the clock may have gone far
   * beyond that at once, and limits are to see the traces as they would have come one by one.
   */
  long dueMillis(BufferedTrace trace) {
    return trace.isDueNow() ? clock.now() : trace.deadlineTick * TICK_MILLIS;
  }

  private boolean isOverdue(BufferedTrace trace) {
    return !trace.isDueNow() && trace.deadlineTick <= tick();
  }

  private static long ticksUntil(long millis) {
    return Math.floorDiv(millis + TICK_MILLIS - 1, TICK_MILLIS);
  }

  /**
   * The oldest traces become due: so many bytes of them, but no more than so many traces at once.
   */
  void evict(long bytes, int most) {
    long freed = 0;
    int traces = 0;
    for (BufferedTrace t = buffer.oldest();
        t != null && freed < bytes && traces < most;
        t = t.newer) {
      freed += t.heapBytes;
      traces++;
      buffer.dueNow(t, Trigger.MEMORY);
    }
  }
}
