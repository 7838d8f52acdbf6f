// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.otlp.Signal;
import java.util.Random;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

/**
 * What the heap really holds, after a collection, for what waits and what is remembered; and that
 * the figures with which the budget is kept are true.
 */
class HeldMemoryTest {
  private static final double HONEST = 0.1;

  private final Random random = new Random(1);
  private final Assembler assembler =
      new Assembler(AssemblerRun.settings(), new TraceBuffer(), 1, 1);
  private long sliceBytes;
  private long offset;

  @Test
  void shouldHoldARealisticTraceInLittleMoreThanItsBytes() {
    double ratio = heapOf(2_500, this::realistic);

    System.out.printf("held traces, 18 spans in 4 fragments: %.3f of the bytes held%n", ratio);
    assertThat(ratio).isLessThan(1.1);
  }

  @Test
  void shouldHoldATinyTraceInLessThanTwiceItsBytes() {
    double ratio = heapOf(80_000, this::tiny);

    System.out.printf("held traces, one span of 330 bytes: %.3f of the bytes held%n", ratio);
    assertThat(ratio).isLessThan(2);
  }

  @Test
  void shouldNotLetASliceKeepALargerArray() {
    double ratio = heapOf(1_500, this::sliced);

    assertThat(ratio).isLessThan(1.3);
  }

  /** Heap bytes per byte held. */
  private double heapOf(int traces, ObjIntConsumer<Assembler> add) {
    long before = usedHeap();
    for (int i = 0; i < traces; i++) {
      add.accept(assembler, i);
    }
    long heap = usedHeap() - before;
    assertThat(assembler.buffer.size()).isEqualTo(traces);
    assertThat((double) assembler.buffer.heapBytes()).isBetween(heap * (1 - HONEST), heap * 1.1);
    return (double) heap / sliceBytes;
  }

  /** From several services, each with its resource: 2 to 6 KB each, 18 spans in all. */
  private void realistic(Assembler to, int trace) {
    for (int fragment = 0; fragment < 4; fragment++) {
      add(to, trace, new byte[2_000 + random.nextInt(4_000)], 19, fragment < 2 ? 4 : 5);
    }
  }

  private void tiny(Assembler to, int trace) {
    add(to, trace, new byte[349], 19, 1);
  }

  /** A part of a request that holds more. */
  private void sliced(Assembler to, int trace) {
    add(to, trace, new byte[100_000], 95_000, 5);
  }

  private void add(Assembler to, int trace, byte[] array, int from, int items) {
    random.nextBytes(array);
    int length = array.length - from;
    sliceBytes += length;
    to.beforeRecord();
    to.clock.observe(0, 0, Long.MAX_VALUE);
    to.add(
        new Assembler.Arrival(0, offset, 0, 0),
        new Assembler.Part(
            trace, trace, Signal.SPANS, false, items, new Assembler.Slice(array, from, length)));
    to.afterRecord(0, offset++);
  }

  @Test
  void shouldKnowWhatRememberedDecisionsTake() {
    DecisionMemory memory = assembler.memory;
    long before = usedHeap();
    for (int i = 0; i < 3_000; i++) {
      memory.load(i, block(i, 100));
    }
    long heap = usedHeap() - before;

    assertThat(memory.size()).isEqualTo(300_000);
    assertThat((double) memory.heapBytes()).isBetween(heap * (1 - HONEST), heap * 1.1);
    System.out.printf("remembered decisions with 18 spans: %d bytes each%n", heap / memory.size());
    memory.forgetFingerprints(Long.MAX_VALUE);
    heap = usedHeap() - before;
    assertThat((double) memory.heapBytes()).isBetween(heap * (1 - HONEST), heap * 1.1);
    System.out.printf("and without their spans: %d bytes each%n", heap / memory.size());
  }

  private MemoryBlock block(int number, int entries) {
    var columns = new MemoryBlock.Columns();
    for (int i = 0; i < entries; i++) {
      long id = random.nextLong();
      columns.add(id, id, new Outcome(true, "rest", 0), random.ints(18).toArray());
    }
    var header =
        new MemoryBlock.Header(
            new long[] {number},
            number,
            false,
            new TickStart(new long[] {number}, new long[500]),
            new LogIdentity(1, 0));
    return new MemoryBlock(header, columns);
  }

  /** After everything that can be collected is. */
  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
