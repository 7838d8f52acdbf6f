// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.otlp.Signal;
import java.util.Random;
import java.util.function.IntConsumer;

/** Fills a buffer or a memory of decisions, and says what that did to the heap of its process. */
final class HeldMemory {
  private static final int LARGE = 100_000;
  private static final int SPANS = 18;

  private final Random random = new Random(1);
  private final Assembler assembler =
      new Assembler(AssemblerRun.settings(), new TraceBuffer(), 1, 1);
  private long bytes;
  private long offset;

  private HeldMemory() {}

  /** Argument: what to hold. Prints bytes of heap, what is accounted for, bytes held, how many. */
  public static void main(String[] args) {
    var held = new HeldMemory();
    held.fragment(0, 2 * LARGE, LARGE); // everything is loaded now
    held.assembler.buffer.clear();
    held.bytes = 0;
    switch (args[0]) {
      case "realistic" -> held.measure(5_000, held::realistic);
      case "tiny" -> held.measure(150_000, i -> held.fragment(i, 349, 330));
      case "sliced" -> held.measure(5_000, i -> held.fragment(i, LARGE, 5_000));
      case "decisions" -> held.measure(6_000, i -> held.decisions(i, SPANS));
      case "decisions-only" -> held.measure(6_000, i -> held.decisions(i, 0));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private void measure(int times, IntConsumer add) {
    long before = usedHeap();
    long accounted = accounted();
    for (int i = 0; i < times; i++) {
      add.accept(i);
    }
    long heap = usedHeap() - before;
    int count = assembler.buffer.size() + assembler.memory.size();
    System.out.println(heap + " " + (accounted() - accounted) + " " + bytes + " " + count);
  }

  private long accounted() {
    return assembler.buffer.heapBytes() + assembler.memory.heapBytes();
  }

  /** From several services, each with its resource: 2 to 6 KB each, 18 spans in all. */
  private void realistic(int trace) {
    for (int i = 0; i < 4; i++) {
      int length = 2_000 + random.nextInt(4_000);
      fragment(trace, length + 19, length);
    }
  }

  /** The last part of an array. */
  private void fragment(int trace, int arrayLength, int length) {
    bytes += length;
    assembler.beforeRecord();
    assembler.clock.observe(0, 0, Long.MAX_VALUE);
    var slice = new Assembler.Slice(new byte[arrayLength], arrayLength - length, length);
    assembler.add(
        new Assembler.Arrival(0, offset, 0, 0),
        new Assembler.Part(trace, trace, Signal.SPANS, false, 1, slice));
    assembler.afterRecord(0, offset++);
  }

  private void decisions(int number, int spans) {
    var columns = new MemoryBlock.Columns();
    for (int i = 0; i < 50; i++) {
      long id = random.nextLong();
      columns.add(id, id, new Outcome(true, "rest", 0), random.ints(spans).toArray());
      bytes += 16 + 4L * spans;
    }
    var start = new TickStart(new long[] {number}, new long[500]);
    var header =
        new MemoryBlock.Header(new long[] {number}, number, false, start, new LogIdentity(1, 0));
    assembler.memory.load(number, new MemoryBlock(header, columns));
  }

  /** After everything that can be collected is. */
  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
