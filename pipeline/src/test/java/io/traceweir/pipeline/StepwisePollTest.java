// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.pipeline.split.Fragments;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.pipeline.split.Sources;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two partitions of spans, one of logs beside the first; times in seconds. */
class StepwisePollTest {
  private static final TopicPartition ONE = new TopicPartition("otlp_spans", 0);
  private static final TopicPartition TWO = new TopicPartition("otlp_spans", 1);
  private static final TopicPartition LOGS = new TopicPartition("otlp_logs", 0);
  private static final TopicPartition OTHER = new TopicPartition("traceweir_fragments", 0);

  private final Sources sources =
      new Sources(
          QuickSettings.of("unused:9092", Path.of("unused")),
          Map.of("otlp_spans", 2, "otlp_logs", 1));
  private long wallMillis;
  private final InstantSource wall = () -> Instant.ofEpochMilli(wallMillis);
  private final InputProgress progress = new InputProgress(sources, Duration.ofMinutes(10), wall);
  private final MockConsumer<byte[], byte[]> mock = new MockConsumer<>("earliest");
  private final Consumer<byte[], byte[]> consumer = StreamsClients.inStep(mock, progress, wall);
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  @BeforeEach
  void assign() {
    mock.assign(List.of(ONE, TWO, LOGS, OTHER));
    for (TopicPartition p : mock.assignment()) {
      mock.updateBeginningOffsets(Map.of(p, 0L));
      ends.put(p, 0L);
    }
    mock.updateEndOffsets(ends);
  }

  private void write(TopicPartition p, long... seconds) {
    for (long second : seconds) {
      long offset = ends.merge(p, 1L, Long::sum) - 1;
      mock.addRecord(
          new ConsumerRecord<>(
              p.topic(),
              p.partition(),
              offset,
              second * 1_000,
              TimestampType.CREATE_TIME,
              0,
              0,
              new byte[0],
              new byte[0],
              new RecordHeaders(),
              Optional.empty()));
    }
    mock.updateEndOffsets(ends);
  }

  private List<Long> poll(TopicPartition p) {
    return seconds(consumer.poll(Duration.ZERO), p);
  }

  private static List<Long> seconds(ConsumerRecords<byte[], byte[]> records, TopicPartition p) {
    return records.records(p).stream().map(r -> r.timestamp() / 1_000).toList();
  }

  private void process(TopicPartition p, long second) {
    progress.heard(Fragments.source(p.partition()), second * 1_000, false);
  }

  /** The mock gives a record once; a real consumer fetches it again after a seek. */
  private void writeAgain(TopicPartition p, long... seconds) {
    ends.merge(p, (long) -seconds.length, Long::sum);
    write(p, seconds);
  }

  @Test
  void shouldPutBackWhatIsAheadAndCommitNoMoreThanWasHandedOut() {
    write(ONE, 0, 10, 30, 31, 60);
    write(TWO, 0, 1, 2);

    ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ZERO);

    assertThat(seconds(records, ONE)).containsExactly(0L, 10L, 30L);
    assertThat(seconds(records, TWO)).containsExactly(0L, 1L, 2L);
    assertThat(mock.position(ONE)).isEqualTo(3);
    assertThat(records.nextOffsets().get(ONE))
        .isEqualTo(new OffsetAndMetadata(3, Optional.empty(), ""));
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void shouldGoOnWhenOthersHaveComeNear() {
    write(ONE, 0, 60);
    write(TWO, 0, 1, 2);
    assertThat(poll(ONE)).containsExactly(0L);
    write(TWO, 35, 40);
    consumer.poll(Duration.ZERO);
    writeAgain(ONE, 60);
    assertThat(poll(ONE)).as("what was handed out is not processed yet").isEmpty();
    progress.found(TWO, 0);
    process(TWO, 40);
    writeAgain(ONE, 60);
    wallMillis += 1_000;
    assertThat(poll(ONE)).containsExactly(60L);
  }

  @Test
  void shouldNotWaitForWhatIsAtItsEnd() {
    consumer.poll(Duration.ZERO);
    write(ONE, 0, 60, 3_600);
    assertThat(poll(ONE)).containsExactly(0L, 60L, 3_600L);
  }

  @Test
  void shouldNotRunAheadOfWhatIsNotFetchedYet() {
    ends.put(TWO, 5L); // records that a fetch has not brought yet
    write(ONE, 0, 10, 60);
    assertThat(poll(ONE)).containsExactly(0L, 10L);
  }

  @Test
  void shouldNotRunAheadOfATaskThatIsNotReady() {
    write(TWO, 0, 1);
    consumer.pause(Set.of(TWO));
    write(ONE, 0, 10, 60);
    assertThat(poll(ONE)).containsExactly(0L, 10L);
  }

  @Test
  void shouldNotBeStoppedByOneWrongTime() {
    write(TWO, 0, 1, 2);
    write(ONE, 0, 1_000_000, 2);
    assertThat(poll(ONE)).containsExactly(0L, 1_000_000L, 2L);
  }

  @Test
  void shouldLookAgainAtWhatWaits() {
    write(TWO, 0, 1, 2);
    write(ONE, 0, 1_000_000);
    assertThat(poll(ONE)).containsExactly(0L);
    process(ONE, 1_000_000);
    writeAgain(ONE, 1_000_000);
    write(ONE, 2);
    write(TWO, 3);
    assertThat(poll(ONE)).isEmpty();
    wallMillis += 1_000;
    write(TWO, 4);
    assertThat(poll(ONE)).containsExactly(1_000_000L, 2L);
  }

  @Test
  void shouldHandOutTheOneRecordThatItsTaskHasToSee() {
    write(TWO, 0, 1, 2);
    write(LOGS, 0, 1, 2);
    write(ONE, 90, 91);
    assertThat(poll(ONE)).containsExactly(90L);
  }

  @Test
  void shouldLeaveOtherTopicsAndThePausesOfOthersAlone() {
    write(TWO, 0);
    write(OTHER, 5_000, 6_000);
    write(ONE, 0, 60);
    consumer.pause(Set.of(ONE));
    assertThat(poll(OTHER)).containsExactly(5_000L, 6_000L);
    assertThat(consumer.paused()).containsExactly(ONE);
  }

  @Test
  void shouldNotResumeWhatWasTakenAwayMeanwhile() {
    progress.found(ONE, 1_000_000);
    progress.found(TWO, 0);
    mock.schedulePollTask(() -> mock.assign(List.of(TWO)));
    consumer.poll(Duration.ZERO);
    assertThat(consumer.assignment()).containsExactly(TWO);
  }

  /** As Kafka Streams does in a rebalance: the task of the partition is not ready yet. */
  @Test
  void shouldNotResumeWhatOthersPauseMeanwhile() {
    process(ONE, 1_000);
    process(TWO, 0);
    mock.schedulePollTask(() -> consumer.pause(Set.of(ONE)));
    consumer.poll(Duration.ZERO);
    assertThat(consumer.paused()).containsExactly(ONE);
  }

  @Test
  void shouldPassOnWhatPollingThrows() {
    mock.setPollException(new KafkaException("broken"));
    assertThatThrownBy(() -> consumer.poll(Duration.ZERO))
        .isInstanceOf(KafkaException.class)
        .hasMessage("broken");
    assertThat(consumer.paused()).isEmpty();
  }
}
