// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.assemble.Holds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldingPollTest {
  private static final TopicPartition REPLAYED = new TopicPartition("traceweir_fragments", 0);
  private static final TopicPartition OTHER = new TopicPartition("traceweir_fragments", 1);

  private final Holds holds = new Holds();
  private final MockConsumer<byte[], byte[]> mock = new MockConsumer<>("earliest");
  private final Consumer<byte[], byte[]> consumer = StreamsClients.holding(mock, holds.held());

  @BeforeEach
  void assign() {
    mock.assign(List.of(REPLAYED, OTHER));
    for (TopicPartition p : mock.assignment()) {
      mock.updateBeginningOffsets(Map.of(p, 0L));
      mock.updateEndOffsets(Map.of(p, 1L));
      mock.addRecord(new ConsumerRecord<>(p.topic(), p.partition(), 0, new byte[0], new byte[0]));
    }
  }

  private List<Integer> poll() {
    return consumer.poll(Duration.ZERO).partitions().stream()
        .map(TopicPartition::partition)
        .toList();
  }

  @Test
  void shouldHandOutNothingOfAPartitionUntilItsTaskHasReadItsLogAgain() {
    holds.hold(REPLAYED);

    assertThat(poll()).containsExactly(1);
    assertThat(mock.position(REPLAYED)).isZero();
    assertThat(mock.paused()).isEmpty();

    holds.release(REPLAYED);
    assertThat(poll()).containsExactly(0);
  }

  /** Kafka Streams pauses partitions, too, for as long as it wants to. */
  @Test
  void shouldLeavePausedWhatOthersHavePaused() {
    holds.hold(REPLAYED);
    consumer.pause(List.of(REPLAYED));

    assertThat(poll()).containsExactly(1);
    assertThat(mock.paused()).containsExactly(REPLAYED);
  }

  @Test
  void shouldLeavePausedWhatOthersPauseWhileItPolls() {
    holds.hold(REPLAYED);
    mock.schedulePollTask(() -> consumer.pause(List.of(REPLAYED, OTHER)));

    poll();

    assertThat(mock.paused()).containsExactlyInAnyOrder(REPLAYED, OTHER);
  }

  @Test
  void shouldNotMindPartitionsOfOtherThreads() {
    holds.hold(new TopicPartition("traceweir_fragments", 7));

    assertThat(poll()).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void shouldLetGoOfWhatWasTakenAwayWhileItPolls() {
    holds.hold(REPLAYED);
    mock.schedulePollTask(() -> mock.assign(List.of(OTHER)));

    poll();

    mock.assign(List.of(REPLAYED, OTHER));
    assertThat(mock.paused()).doesNotContain(OTHER);
  }
}
