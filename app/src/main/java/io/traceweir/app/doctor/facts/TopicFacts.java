// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.pipeline.ClusterTopics.Existing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * A topic that exists.
 *
 * @param settings empty when this user may not ask
 * @param operations what this user may do; empty when Kafka does not say
 */
public record TopicFacts(
    String name,
    List<Partition> partitions,
    Answer<Map<String, String>> settings,
    Set<AclOperation> operations) {

  /** Who holds a partition. */
  public record Partition(int number, boolean hasLeader, int replicas, int inSync) {}

  /** A setting, or this when it is not known. */
  public String setting(String name, String unknown) {
    return settings.isThere() ? settings.get().getOrDefault(name, unknown) : unknown;
  }

  /** A setting that is a number, or this when it is not known. */
  public long number(String name, long unknown) {
    return Long.parseLong(setting(name, Long.toString(unknown)));
  }

  /** As the pipeline sees it. */
  public Existing existing() {
    return new Existing(partitions.size(), settings.isThere() ? settings.get() : Map.of());
  }
}
