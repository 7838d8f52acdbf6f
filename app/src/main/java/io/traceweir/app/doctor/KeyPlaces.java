// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.SampledRecord;
import io.traceweir.pipeline.KeyPartitioner;
import io.traceweir.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Whether records that are keyed by a trace id lie where the configured partitioner puts them.
 *
 * @param keyed so many were looked at
 * @param telling those that the two partitioners would put into different partitions
 * @param misplaced those that lie in another partition than the configured one chooses
 * @param misplacedByOther the same for the one that is not configured
 */
record KeyPlaces(
    KeyPartitioner configured, int keyed, long telling, long misplaced, long misplacedByOther) {

  static KeyPlaces of(List<SampledRecord> sample, int partitions, KeyPartitioner configured) {
    KeyPartitioner other = other(configured);
    List<SampledRecord> keyed =
        sample.stream().filter(r -> r.key() != null && partitions > 0).toList();
    return new KeyPlaces(
        configured,
        keyed.size(),
        keyed.stream()
            .filter(r -> place(r, configured, partitions) != place(r, other, partitions))
            .count(),
        misplaced(keyed, configured, partitions),
        misplaced(keyed, other, partitions));
  }

  /** The one that is not configured. */
  KeyPartitioner other() {
    return other(configured);
  }

  /** All lie where the one puts them that is not configured, and that is another place. */
  boolean isByOther() {
    return misplaced > 0 && misplacedByOther == 0;
  }

  private static KeyPartitioner other(KeyPartitioner configured) {
    return configured == KeyPartitioner.MURMUR2
        ? KeyPartitioner.SARAMA_COMPAT
        : KeyPartitioner.MURMUR2;
  }

  private static long misplaced(
      List<SampledRecord> keyed, KeyPartitioner partitioner, int partitions) {
    return keyed.stream()
        .filter(r -> place(r, partitioner, partitions) != r.place().partition())
        .count();
  }

  private static int place(SampledRecord record, KeyPartitioner partitioner, int partitions) {
    TraceId key = record.key();
    return key == null
        ? record.place().partition()
        : partitioner.partition(key.hex().getBytes(StandardCharsets.US_ASCII), partitions);
  }

  /** As the configuration spells it. */
  static String word(KeyPartitioner partitioner) {
    return partitioner.name().toLowerCase(Locale.ROOT);
  }
}
