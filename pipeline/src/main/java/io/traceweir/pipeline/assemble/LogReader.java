// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the log of one task again, beside the consumer of its stream thread. */
public interface LogReader extends AutoCloseable {
  /** Where the group stands; waits for a pending transaction to end. */
  Committed committed(TopicPartition partition);

  /** The first offset that is still there. */
  long beginning(TopicPartition partition);

  /** Hands over all records of the ranges, those of several partitions merged by time. */
  void read(List<Range> ranges, Consumer<ConsumerRecord<byte[], byte[]>> out);

  @Override
  void close();

  /**
   * How far a group is in a partition.
   *
   * @param offset the next offset to process, or -1 when nothing was committed
   * @param processed false when the offset was only set as the first one to read
   */
  record Committed(long offset, boolean processed) {}

  /** From an offset up to, not including, another one. */
  record Range(TopicPartition partition, long from, long to) {
    boolean isEmpty() {
      return from >= to;
    }
  }
}
