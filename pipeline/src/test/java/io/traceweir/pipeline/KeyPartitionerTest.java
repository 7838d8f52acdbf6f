// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPartitionerTest {

  /** Hashes as published with the definition of FNV-1a; remainders as Go takes them. */
  @ParameterizedTest
  @CsvSource({"'', 0x811c9dc5", "a, 0xe40c292c", "foobar, 0xbf9cf968"})
  void shouldBeWhereACollectorPutsTheKey(String key, String hash) {
    int signed = Integer.parseUnsignedInt(hash.substring(2), 16);
    for (int partitions : new int[] {1, 2, 3, 12, 64}) {
      int remainder = signed % partitions;
      assertThat(KeyPartitioner.SARAMA_COMPAT.partition(key.getBytes(US_ASCII), partitions))
          .isEqualTo(remainder < 0 ? -remainder : remainder)
          .isBetween(0, partitions - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "foobar", "4bf92f3577b34da6a3ce929d0e0e4736"})
  void shouldBeWhereAJavaProducerPutsTheKey(String key) {
    byte[] bytes = key.getBytes(US_ASCII);
    for (int partitions : new int[] {1, 2, 3, 12, 64}) {
      assertThat(KeyPartitioner.MURMUR2.partition(bytes, partitions))
          .isEqualTo(BuiltInPartitioner.partitionForKey(bytes, partitions));
    }
  }
}
