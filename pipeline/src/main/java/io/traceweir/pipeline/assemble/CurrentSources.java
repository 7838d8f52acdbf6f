// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.split.Sources;
import java.util.HashMap;
import java.util.Map;

/**
 * Which sources there are now, as far as the fragments of one partition tell. The log also holds
 * fragments and watermarks of sources that are read no more, because their topic was taken out of
 * the configuration or made anew with fewer partitions: they must not hold the clock. A partition
 * that was added since the start is heard of through the watermarks of whoever reads it.
 */
final class CurrentSources {
  private final Sources sources;
  private final Map<String, Integer> heardPartitions = new HashMap<>();

  CurrentSources(Sources sources) {
    this.sources = sources;
  }

  boolean isCurrent(int source) {
    return sources.topic(source).filter(t -> Sources.task(source) < partitions(t)).isPresent();
  }

  private int partitions(String topic) {
    return Math.max(sources.partitions(topic), heardPartitions.getOrDefault(topic, 0));
  }

  /** Somebody who reads the source now says how many partitions its topic has. */
  void hear(int source, int partitions) {
    sources.topic(source).ifPresent(t -> heardPartitions.merge(t, partitions, Math::max));
  }

  int count() {
    return sources.topics().stream().mapToInt(this::partitions).sum();
  }
}
