// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.time.Duration;

/** What a load costs on the heap, by the sizes that the buffer and the memory account with. */
public final class HeapCost {
  /**
   * References to entries; at least half of the places of an index are free, at most three
   * quarters.
   */
  private static final long INDEX_BYTES = 4 * 8;

  /** The head of a fragment's array, and half of what its length is rounded up to. */
  private static final long ARRAY_BYTES = HeapSize.ofArray(0) + 4;

  private HeapCost() {}

  /**
   * What comes in one second.
   *
   * @param traces that begin
   * @param fragments each the part of a request that belongs to one trace
   * @param fragmentBytes of all of them
   * @param spans and groups of log records: what is told apart when it comes again
   */
  public record Load(double traces, double fragments, double fragmentBytes, double spans) {}

  /** Heap bytes of traces that all wait for this long. */
  public static double waiting(Load load, Duration wait) {
    return seconds(wait)
        * (load.fragmentBytes
            + load.fragments * (BufferedTrace.FRAGMENT_BYTES + ARRAY_BYTES)
            + load.traces * BufferedTrace.TRACE_BYTES);
  }

  /** Heap bytes of decisions that are remembered for this long. */
  public static double decisions(Load load, Duration remembered, int partitions) {
    double ticks = 1000.0 / Assembler.TICK_MILLIS * partitions;
    double blocks = Math.min(load.traces, ticks);
    return seconds(remembered)
        * (load.traces * (MemoryBlock.ENTRY_BYTES + INDEX_BYTES)
            + blocks * MemoryBlock.BLOCK_BYTES);
  }

  /** Heap bytes of what tells duplicates, remembered for this long. */
  public static double fingerprints(Load load, Duration remembered) {
    return seconds(remembered) * load.spans * MemoryBlock.FINGERPRINT_BYTES;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
