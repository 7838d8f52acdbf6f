// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import org.apache.kafka.common.utils.Utils;

/** How senders choose the partition of a record by its key. */
public enum KeyPartitioner {
  /** As a Collector's Kafka exporter does by default: FNV-1a, as the Sarama library did. */
  SARAMA_COMPAT {
    @Override
    public int partition(byte[] key, int partitions) {
      int hash = FNV_OFFSET;
      for (byte b : key) {
        hash = (hash ^ (b & 0xff)) * FNV_PRIME;
      }
      return Math.abs(hash % partitions);
    }
  },
  /** As Java clients do. */
  MURMUR2 {
    @Override
    public int partition(byte[] key, int partitions) {
      return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
  };

  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  /** The partition of a key. */
  public abstract int partition(byte[] key, int partitions);
}
