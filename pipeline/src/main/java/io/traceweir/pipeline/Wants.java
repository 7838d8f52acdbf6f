// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions about which somebody waits for a proof. Each is looked at twice: the first look may
 * come too early, before the brokers have acknowledged what the proof has to come after. Any
 * threads ask, one looks.
 */
final class Wants {
  private final Set<TopicPartition> asked = ConcurrentHashMap.newKeySet();
  private Set<TopicPartition> before = Set.of();

  void add(TopicPartition partition) {
    asked.add(partition);
  }

  /** Those that were asked for since the last look, and those of that one. */
  Set<TopicPartition> take() {
    Set<TopicPartition> now = new HashSet<>(asked);
    asked.removeAll(now);
    Set<TopicPartition> both = new HashSet<>(now);
    both.addAll(before);
    before = now;
    return both;
  }
}
