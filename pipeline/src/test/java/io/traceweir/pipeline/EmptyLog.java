// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.assemble.LogReader;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The log of a group that starts for the first time. */
final class EmptyLog implements LogReader {
  @Override
  public Committed committed(TopicPartition partition) {
    return new Committed(-1, false);
  }

  @Override
  public long beginning(TopicPartition partition) {
    return 0;
  }

  @Override
  public void read(List<Range> ranges, Consumer<ConsumerRecord<byte[], byte[]>> out) {
    throw new AssertionError("nothing was processed before");
  }

  @Override
  public void close() {}
}
