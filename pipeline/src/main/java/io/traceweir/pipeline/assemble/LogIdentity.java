// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.List;
import org.apache.kafka.common.Uuid;

/**
 * What a decision memory was written for, and under which waits: offsets mean nothing in other
 * topics, trace ids lie elsewhere in topics with another number of partitions, series would change
 * their owner with another number of partials partitions, and what was remembered for a time has to
 * be remembered for as long.
 *
 * @param partitions of each topic of the log
 * @param topics a hash of their names, in order
 * @param topicIds Kafka's ids of them, which a topic of the same name that is made anew has not;
 *     empty when they are not known
 * @param partialsPartitions of the partials topic; 0 when it is not known
 */
record LogIdentity(
    int partitions, int topics, List<Uuid> topicIds, int partialsPartitions, Waits waits) {
  LogIdentity {
    topicIds = List.copyOf(topicIds);
  }

  /** As blocks of version 1 say it. */
  LogIdentity(int partitions, int topics) {
    this(partitions, topics, List.of(), 0, Waits.UNKNOWN);
  }

  static LogIdentity of(int partitions, List<String> topics) {
    return new LogIdentity(partitions, topics.hashCode());
  }

  /** The same log with what only a running task knows. */
  LogIdentity with(List<Uuid> ids, int partials, Waits now) {
    return new LogIdentity(partitions, topics, ids, partials, now);
  }

  /** Is one of the topics another one than it was, as far as that is known? */
  boolean hasOtherTopicsThan(LogIdentity written) {
    for (int i = 0; i < Math.min(topicIds.size(), written.topicIds.size()); i++) {
      if (isOther(i, written)) {
        return true;
      }
    }
    return false;
  }

  /** Was this topic made anew? */
  boolean isOther(int topic, LogIdentity written) {
    if (topic >= topicIds.size() || topic >= written.topicIds.size()) {
      return false;
    }
    Uuid now = topicIds.get(topic);
    Uuid then = written.topicIds.get(topic);
    return !now.equals(then) && !now.equals(Uuid.ZERO_UUID) && !then.equals(Uuid.ZERO_UUID);
  }
}
