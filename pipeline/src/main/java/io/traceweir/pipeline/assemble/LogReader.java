// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Reads the log of one task again, beside the consumer of its stream thread. */
public interface LogReader extends AutoCloseable {
  /** Where the group stands; waits for a pending transaction to end. */
  Committed committed(TopicPartition partition);

  /** The first offset that is still there. */
  long beginning(TopicPartition partition);

  /** The offset behind the last record that was committed. */
  long end(TopicPartition partition);

  /** What Kafka calls this topic; one that is made anew under the same name is another one. */
  Uuid topicId(String topic);

  /** These ranges are to be read. */
  void begin(List<Range> ranges);

  /**
   * Hands over what has come of them by now, the records of several partitions merged by time; does
   * not wait for long.
   *
   * @return false when everything was handed over
   */
  boolean more(Consumer<ConsumerRecord<byte[], byte[]>> out);

  @Override
  void close();

  /** How an offset got where it is. */
  enum Origin {
    /** Nothing was ever committed, or it has been forgotten. */
    NOWHERE,
    /** Set as the first one to read. */
    FIRST,
    /** Committed by processing. */
    PROCESSED,
    /** Set by somebody with a tool. */
    BY_HAND
  }

  /**
   * How far a group is in a partition.
   *
   * @param offset the next offset to process, or -1 when there is none
   */
  record Committed(long offset, Origin origin) {
    /** None. */
    public static final Committed NOWHERE = new Committed(-1, Origin.NOWHERE);
  }

  /** From an offset up to, not including, another one. */
  record Range(TopicPartition partition, long from, long to) {
    boolean isEmpty() {
      return from >= to;
    }
  }
}
