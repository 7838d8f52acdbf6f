// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions whose task in this process reads its log again: what is new in them waits in Kafka
 * until that is done. A task that has lost its partitions may say so later than the next one holds
 * them, so each lets go of its own hold only.
 */
public final class HeldPartitions {
  private final Map<TopicPartition, Object> owners = new ConcurrentHashMap<>();

  void hold(Collection<TopicPartition> partitions, Object owner) {
    partitions.forEach(p -> owners.put(p, owner));
  }

  void release(Collection<TopicPartition> partitions, Object owner) {
    partitions.forEach(p -> owners.remove(p, owner));
  }

  /** Those that are held now. */
  public Set<TopicPartition> all() {
    return Set.copyOf(owners.keySet());
  }

  /** Is there none? */
  public boolean isEmpty() {
    return owners.isEmpty();
  }
}
