// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;

/** How much of the broker's disk each group of topics takes, as compressed there. */
public record TopicBytes(Map<TopicGroup, Long> bytes) {
  public TopicBytes {
    bytes = new EnumMap<>(bytes);
  }

  /** As it is now. */
  public static TopicBytes read(Admin admin) throws InterruptedException {
    return read(admin, "");
  }

  /** Of topics whose names begin so. */
  public static TopicBytes read(Admin admin, String prefix) throws InterruptedException {
    Map<TopicGroup, Long> bytes = new EnumMap<>(TopicGroup.class);
    try {
      var brokers = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
      for (Map<String, LogDirDescription> dirs :
          admin.describeLogDirs(brokers).allDescriptions().get().values()) {
        for (LogDirDescription dir : dirs.values()) {
          dir.replicaInfos()
              .forEach(
                  (partition, replica) -> {
                    if (partition.topic().startsWith(prefix)) {
                      bytes.merge(TopicGroup.of(partition.topic()), replica.size(), Long::sum);
                    }
                  });
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not say how large its topics are", e);
    }
    return new TopicBytes(bytes);
  }

  /** What came on top of an earlier reading. */
  public TopicBytes since(TopicBytes earlier) {
    Map<TopicGroup, Long> more = new EnumMap<>(TopicGroup.class);
    for (TopicGroup group : TopicGroup.values()) {
      more.put(group, of(group) - earlier.of(group));
    }
    return new TopicBytes(more);
  }

  public long of(TopicGroup group) {
    return bytes.getOrDefault(group, 0L);
  }
}
