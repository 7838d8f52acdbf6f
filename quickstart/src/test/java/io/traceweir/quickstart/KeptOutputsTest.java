// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.quickstart.check.Received;
import io.traceweir.quickstart.live.LiveViews;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KeptOutputsTest {
  private static final TopicPartition SPANS = new TopicPartition("spans", 0);
  private static final TopicPartition LOGS = new TopicPartition("logs", 0);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void shouldReadToTheEnd() throws Exception {
    try (KeptOutputs outputs = outputs()) {
      record(SPANS, 0);
      record(SPANS, 1);
      outputs.drain();
      assertThat(consumer.position(SPANS)).isEqualTo(2);
    }
  }

  @Test
  void shouldSayWhatIsMissingWhenItDoesNotCome() {
    try (KeptOutputs outputs = outputs()) {
      record(SPANS, 0);
      assertThatThrownBy(outputs::drain)
          .isInstanceOf(QuickstartException.class)
          .hasMessage(
              "what was kept cannot be read to its end within 30 s;"
                  + " missing: spans-0 from offset 1 to 2");
    }
  }

  /** Two records of spans are there and none of logs; a second passes at each look. */
  private KeptOutputs outputs() {
    for (TopicPartition partition : List.of(SPANS, LOGS)) {
      Node[] none = {};
      consumer.updatePartitions(
          partition.topic(),
          List.of(new PartitionInfo(partition.topic(), 0, Node.noNode(), none, none)));
    }
    consumer.updateBeginningOffsets(Map.of(SPANS, 0L, LOGS, 0L));
    consumer.updateEndOffsets(Map.of(SPANS, 2L, LOGS, 0L));
    return new KeptOutputs(
        new KeptOutputs.Topics("spans", "logs"),
        LiveViews.lines(false, line -> {}),
        Optional.of(new Received()),
        consumer,
        () -> nanos.getAndAdd(Duration.ofSeconds(1).toNanos()));
  }

  private void record(TopicPartition partition, long offset) {
    consumer.addRecord(
        new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "", new byte[0]));
  }
}
