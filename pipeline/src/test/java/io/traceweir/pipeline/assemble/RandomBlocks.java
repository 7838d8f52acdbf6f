// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.List;
import java.util.Random;
import org.apache.kafka.common.Uuid;

/** Blocks of decisions about few traces, so that traces come again. */
final class RandomBlocks {
  private final Random random;
  private final int traces;
  private final Waits waits;

  RandomBlocks(Random random, int traces) {
    this(random, traces, Waits.UNKNOWN);
  }

  RandomBlocks(Random random, int traces, Waits waits) {
    this.waits = waits;
    this.random = random;
    this.traces = traces;
  }

  /** A trace id of the few. */
  long id() {
    return random.nextInt(traces);
  }

  static long high(long id) {
    return id % 2 == 0 ? id << 50 : -id;
  }

  MemoryBlock block(long clock, int entries) {
    var columns = new MemoryBlock.Columns();
    long first = id();
    for (int i = 0; i < entries; i++) {
      long id = (first + i) % traces;
      columns.add(high(id), id, outcome(), prints());
    }
    var replayFrom = new TickStart(longs(2), longs(7));
    return new MemoryBlock(
        new MemoryBlock.Header(
            longs(2),
            clock,
            random.nextBoolean(),
            replayFrom,
            new LogIdentity(1 + random.nextInt(64), random.nextInt())
                .with(ids(), random.nextInt(9), waits),
            new MemoryBlock.Marks(random.nextLong(), random.nextLong())),
        columns);
  }

  private List<Uuid> ids() {
    return List.of(new Uuid(random.nextLong(), random.nextLong()), Uuid.ZERO_UUID);
  }

  private Outcome outcome() {
    String rule = new String[] {"errors", "slow", "ümlaut", ""}[random.nextInt(4)];
    long cut = random.nextInt(8) == 0 ? random.nextInt(1_000) : Outcome.NOT_LIMITED;
    return new Outcome(random.nextBoolean(), rule, random.nextLong(1L << 56), cut);
  }

  private int[] prints() {
    return random.ints(random.nextInt(6)).toArray();
  }

  private long[] longs(int count) {
    return random.longs(count).toArray();
  }
}
