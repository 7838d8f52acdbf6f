// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The decision memory of some partitions as a restart loads it from its changelog: how large its
 * blocks are, and what it takes on the heap. Lives in this package because the memory is nobody
 * else's business.
 */
public final class StoredMemory {
  /** Any time will do: nothing is looked up. */
  private static final long REMEMBERED_MILLIS = 600_000;

  private static final long WEIGHED_TRACES = 400_000;

  private StoredMemory() {}

  /**
   * Sizes, over all partitions.
   *
   * @param traces that are remembered
   * @param bytes of all blocks as stored
   * @param bytesWithoutFingerprints what they would be without the fingerprints of spans
   * @param heapBytes measured
   * @param heapBytesWithoutFingerprints measured, when it is too late for duplicates
   */
  public record Sizes(
      long blocks,
      long traces,
      long bytes,
      long bytesWithoutFingerprints,
      long heapBytes,
      long heapBytesWithoutFingerprints) {}

  /**
   * Loads it.
   *
   * @param partitions their blocks, in order
   * @param usedHeap bytes that are in use after a collection
   */
  public static Sizes measure(List<List<byte[]>> partitions, LongSupplier usedHeap) {
    // once for nothing: classes and whatever else comes with the first time
    long traces =
        partitions.stream().map(blocks -> load(blocks, true)).mapToLong(DecisionMemory::size).sum();
    // so many that what else comes and goes on the heap does not count
    int copies = (int) Math.max(1, WEIGHED_TRACES / Math.max(1, traces));
    long with = heap(partitions, true, copies, usedHeap);
    long without = heap(partitions, false, copies, usedHeap);
    long bytes = 0;
    long bytesWithout = 0;
    long blocks = 0;
    for (List<byte[]> partition : partitions) {
      for (byte[] block : partition) {
        blocks++;
        bytes += block.length;
        bytesWithout += withoutFingerprints(block);
      }
    }
    return new Sizes(blocks, traces, bytes, bytesWithout, with, without);
  }

  private static long heap(
      List<List<byte[]>> partitions, boolean withFingerprints, int copies, LongSupplier usedHeap) {
    long empty = usedHeap.getAsLong();
    List<DecisionMemory> memories = new ArrayList<>();
    try {
      for (int copy = 0; copy < copies; copy++) {
        partitions.forEach(blocks -> memories.add(load(blocks, withFingerprints)));
      }
      return (usedHeap.getAsLong() - empty) / copies;
    } finally {
      Reference.reachabilityFence(memories);
    }
  }

  private static DecisionMemory load(List<byte[]> blocks, boolean withFingerprints) {
    var memory = new DecisionMemory(REMEMBERED_MILLIS, REMEMBERED_MILLIS);
    long number = 0;
    for (byte[] bytes : blocks) {
      MemoryBlock block = BlockFormat.decode(bytes);
      if (!withFingerprints) {
        block.forgetFingerprints();
      }
      memory.load(number++, block);
    }
    return memory;
  }

  private static int withoutFingerprints(byte[] bytes) {
    MemoryBlock block = BlockFormat.decode(bytes);
    block.forgetFingerprints();
    return BlockFormat.encode(block).length;
  }
}
