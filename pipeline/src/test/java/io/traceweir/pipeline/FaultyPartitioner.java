// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Fails now and then in the middle of what a tick sends, as a broken client would. */
public final class FaultyPartitioner implements Partitioner {
  static final AtomicInteger FAULTS_LEFT = new AtomicInteger();
  static final AtomicInteger FAULTS = new AtomicInteger();

  private static final int EVERY = 7;
  private static final AtomicInteger DECISIONS = new AtomicInteger();

  @Override
  public int partition(
      String topic,
      @Nullable Object key,
      byte @Nullable [] keyBytes,
      @Nullable Object value,
      byte @Nullable [] valueBytes,
      Cluster cluster) {
    if (topic.equals("otlp_decisions")
        && DECISIONS.incrementAndGet() % EVERY == 0
        && FAULTS_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      FAULTS.incrementAndGet();
      throw new IllegalStateException("a fault in the middle of a tick");
    }
    int partitions = cluster.partitionCountForTopic(topic);
    return keyBytes == null ? 0 : Utils.toPositive(Utils.murmur2(keyBytes)) % partitions;
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
