// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

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

  private static final long LATER = Long.MAX_VALUE / 2;

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
    partitions.forEach(StoredMemory::load);
    long empty = usedHeap.getAsLong();
    List<DecisionMemory> memories = partitions.stream().map(StoredMemory::load).toList();
    long full = usedHeap.getAsLong();
    memories.forEach(memory -> memory.expire(LATER, Long.MIN_VALUE, number -> {}));
    long withoutFingerprints = usedHeap.getAsLong();
    // asked last, so that they were not collected before
    long traces = memories.stream().mapToLong(DecisionMemory::size).sum();
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
    return new Sizes(
        blocks, traces, bytes, bytesWithout, full - empty, withoutFingerprints - empty);
  }

  private static DecisionMemory load(List<byte[]> blocks) {
    var memory = new DecisionMemory(REMEMBERED_MILLIS, REMEMBERED_MILLIS);
    long number = 0;
    for (byte[] block : blocks) {
      memory.load(number++, BlockFormat.decode(block));
    }
    return memory;
  }

  private static int withoutFingerprints(byte[] bytes) {
    MemoryBlock block = BlockFormat.decode(bytes);
    block.forgetFingerprints();
    return BlockFormat.encode(block).length;
  }
}
