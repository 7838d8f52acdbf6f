// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

/**
 * The partition of a key as a Collector's Kafka exporter chooses it by default ({@code
 * sarama_compat}: FNV-1a), so that what comes through the door lies beside what Collectors write.
 */
final class KeyPartition {
  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  private KeyPartition() {}

  static int of(byte[] key, int partitions) {
    int hash = FNV_OFFSET;
    for (byte b : key) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return Math.abs(hash % partitions);
  }
}
