// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.otlp.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The buffer against maps and lists, with random operations. */
class TraceBufferTest {
  private static final TickStart START = new TickStart(new long[] {0}, new long[0]);

  @Test
  void shouldAgreeWithANaiveModel() {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Both both = new Both(random, 50 + random.nextInt(6_000), 10 + random.nextInt(2) * 300);
      for (int i = 0; i < 6_000; i++) {
        both.step();
      }
      both.verifyEverything();
    }
  }

  @Test
  void shouldNotBeDisturbedByIdsThatShareASlot() {
    TraceBuffer buffer = new TraceBuffer();
    for (long i = 0; i < 400; i++) {
      buffer.due(buffer.begin(0, i << 40, START), i, Trigger.TIMEOUT);
    }

    for (long i = 0; i < 400; i++) {
      BufferedTrace due = buffer.pollDue(i, t -> false);
      assertThat(due).isNotNull().extracting(t -> t.idLow).isEqualTo(i << 40);
      for (long j = 0; j < 400; j++) {
        assertThat(buffer.find(0, j << 40) != null).isEqualTo(j > i);
      }
    }
  }

  @Test
  void shouldForgetEverythingWhenCleared() {
    TraceBuffer buffer = new TraceBuffer();
    buffer.due(buffer.begin(1, 1, START), 5, Trigger.TIMEOUT);
    buffer.dueNow(buffer.begin(2, 2, START), Trigger.MEMORY);

    buffer.clear();
    assertThat(buffer.isEmpty()).isTrue();
    assertThat(buffer.heapBytes()).isZero();
    assertThat(buffer.oldest()).isNull();
    assertThat(buffer.hasDueNow()).isFalse();
    assertThat(buffer.find(1, 1)).isNull();
    assertThat(buffer.pollDue(Long.MAX_VALUE - 1, t -> false)).isNull();
  }

  /** What the model knows of a trace. */
  private static final class Expected {
    final BufferedTrace trace;
    long deadline = Long.MAX_VALUE;
    long scheduled;
    Trigger trigger = Trigger.TIMEOUT;
    long bytes = BufferedTrace.TRACE_BYTES;

    Expected(BufferedTrace trace) {
      this.trace = trace;
    }
  }

  /** The buffer and its model, which go through the same steps. */
  private static final class Both {
    private final Random random;
    private final int ids;
    private final int pollEvery;
    private final TraceBuffer buffer = new TraceBuffer();
    private final Map<Long, Expected> traces = new HashMap<>();
    private final List<Expected> byAge = new ArrayList<>();
    private long tick;
    private long scheduled;
    private long bytes;

    Both(Random random, int ids, int pollEvery) {
      this.random = random;
      this.pollEvery = pollEvery;
      this.ids = ids;
    }

    void step() {
      long id = random.nextInt(ids);
      Expected known = traces.get(id);
      switch (random.nextInt(8)) {
        case 0 -> dueNow(known);
        case 1, 2, 3 -> due(known, tick + random.nextInt(3 * pollEvery));
        case 4 -> append(known);
        default -> begin(id, known);
      }
      if (random.nextInt(pollEvery) == 0) {
        poll();
      }
      assertThat(buffer.size()).isEqualTo(traces.size());
      assertThat(buffer.heapBytes()).isEqualTo(bytes + buffer.tableBytes());
      assertThat(buffer.oldest()).isSameAs(byAge.isEmpty() ? null : byAge.get(0).trace);
    }

    private void begin(long id, @Nullable Expected known) {
      assertThat(buffer.find(high(id), id)).isSameAs(known == null ? null : known.trace);
      if (known == null) {
        var fresh = new Expected(buffer.begin(high(id), id, START));
        traces.put(id, fresh);
        byAge.add(fresh);
        bytes += fresh.bytes;
        due(fresh, tick + random.nextInt(3 * pollEvery));
      }
    }

    private static long high(long id) {
      return id % 3;
    }

    private void due(@Nullable Expected known, long at) {
      if (known == null || known.deadline == Long.MIN_VALUE) {
        return;
      }
      known.trigger = random.nextBoolean() ? Trigger.ROOT : Trigger.TIMEOUT;
      buffer.due(known.trace, at, known.trigger);
      if (known.deadline != at) {
        known.deadline = at;
        known.scheduled = scheduled++;
      }
    }

    private void dueNow(@Nullable Expected known) {
      if (known == null || random.nextInt(5) > 0) {
        return;
      }
      buffer.dueNow(known.trace, Trigger.MEMORY);
      if (known.deadline != Long.MIN_VALUE) {
        known.deadline = Long.MIN_VALUE;
        known.scheduled = scheduled++;
        known.trigger = Trigger.MEMORY;
      }
      assertThat(buffer.hasDueNow()).isTrue();
    }

    private void append(@Nullable Expected known) {
      if (known != null) {
        int added = known.trace.append(Signal.SPANS, new byte[random.nextInt(100)], 0, 0);
        buffer.grown(added);
        known.bytes += added;
        bytes += added;
      }
    }

    private void poll() {
      tick += random.nextInt(3);
      while (true) {
        BufferedTrace polled = buffer.pollDue(tick, this::postpone);
        Expected first = earliest();
        if (first == null || first.deadline > tick) {
          assertThat(polled).isNull();
          return;
        }
        assertThat(polled).isSameAs(first.trace);
        assertThat(first.trace.trigger).isEqualTo(first.trigger);
        traces.remove(first.trace.idLow);
        byAge.remove(first);
        bytes -= first.bytes;
      }
    }

    /** Some that are due are sent away once more. */
    private boolean postpone(BufferedTrace trace) {
      Expected e = traces.get(trace.idLow);
      if (e == null || e != earliest() || random.nextInt(4) > 0) {
        return false;
      }
      due(e, tick + 1 + random.nextInt(5));
      return true;
    }

    private @Nullable Expected earliest() {
      return traces.values().stream()
          .min(
              Comparator.<Expected>comparingLong(e -> e.deadline)
                  .thenComparingLong(e -> e.scheduled))
          .orElse(null);
    }

    void verifyEverything() {
      for (long id = 0; id < ids; id++) {
        Expected e = traces.get(id);
        assertThat(buffer.find(high(id), id)).isSameAs(e == null ? null : e.trace);
      }
      int i = 0;
      for (BufferedTrace t = buffer.oldest(); t != null; t = t.newer) {
        assertThat(t).isSameAs(byAge.get(i++).trace);
      }
      assertThat(i).isEqualTo(byAge.size());
    }
  }
}
