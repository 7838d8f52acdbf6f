// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.assemble.LogReader;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** The log of a group that starts for the first time. */
final class EmptyLog implements LogReader {
  @Override
  public Committed committed(TopicPartition partition) {
    return Committed.NOWHERE;
  }

  @Override
  public long beginning(TopicPartition partition) {
    return 0;
  }

  @Override
  public long end(TopicPartition partition) {
    return 0;
  }

  @Override
  public Uuid topicId(String topic) {
    return Uuid.ZERO_UUID;
  }

  @Override
  public void begin(List<Range> ranges) {
    throw new AssertionError("nothing was processed before");
  }

  @Override
  public boolean more(Consumer<ConsumerRecord<byte[], byte[]>> out) {
    return false;
  }

  @Override
  public void close() {}
}
