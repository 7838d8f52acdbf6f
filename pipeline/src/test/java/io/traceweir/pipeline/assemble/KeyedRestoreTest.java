// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.KafkaTools;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.assemble.LogReader.Committed;
import io.traceweir.pipeline.assemble.LogReader.Origin;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/**
 * A task that reads two topics, whose memory has seen both up to offset 50: what was agreed to for
 * one of them is not asked again for the other.
 */
class KeyedRestoreTest {
  private static final TopicPartition SPANS = new TopicPartition("otlp_spans", 2);
  private static final TopicPartition LOGS = new TopicPartition("otlp_logs", 2);
  private static final PipelineSettings SETTINGS =
      QuickSettings.of("kafka:9092", Path.of("unused"));
  private static final LogIdentity IDENTITY = identity(3, 1);

  private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("memory").get();
  private final Assembler assembler =
      new Assembler(AssemblerRun.settings(), new TraceBuffer(), 2, 2);
  private final Map<TopicPartition, Committed> committed = new HashMap<>();
  private final Map<TopicPartition, Long> beginnings = new HashMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>(Map.of(SPANS, 100L, LOGS, 100L));
  private LogIdentity now = IDENTITY;
  private Guarantee guarantee = Guarantee.EXACTLY_ONCE;

  KeyedRestoreTest() {
    block(7, 50, 50);
    committed.put(SPANS, new Committed(60, Origin.PROCESSED));
    committed.put(LOGS, new Committed(60, Origin.PROCESSED));
  }

  private void block(long number, long spans, long logs) {
    var start = new TickStart(new long[] {40, 40}, assembler.clock.snapshot());
    var columns = new MemoryBlock.Columns();
    columns.add(number, number, new Outcome(true, "rule", 0), new int[0]);
    var header = new MemoryBlock.Header(new long[] {spans, logs}, 5_000, false, start, IDENTITY);
    byte[] key = ByteBuffer.allocate(8).putLong(number).array();
    store.put(Bytes.wrap(key), BlockFormat.encode(new MemoryBlock(header, columns)));
  }

  private static LogIdentity identity(int partitions, long spansId) {
    return LogIdentity.of(partitions, List.of(SPANS.topic(), LOGS.topic()))
        .with(List.of(new Uuid(1, spansId), new Uuid(2, 2)), 8, Waits.of(AssemblerRun.settings()));
  }

  private Restore restore() {
    var expectations =
        new Restore.Expectations(
            now,
            guarantee,
            new PipelineMeters(new SimpleMeterRegistry()),
            1L << 20,
            source -> true,
            new Refusals(new KafkaTools(SETTINGS.kafka())));
    return new Restore(assembler, store, new EmptyTopics(), List.of(SPANS, LOGS), expectations);
  }

  private void refuses(String reason) {
    assertThatThrownBy(() -> restore().begin(r -> {}))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(reason);
  }

  private void startsEmptyAt(long spans, long logs) {
    Restore restore = restore();
    assertThat(restore.begin(r -> {}).runFor(Long.MAX_VALUE)).isTrue();
    assertThat(restore.forgotten()).containsExactly(7L);
    assertThat(restore.nextNumber()).isEqualTo(8);
    assertThat(assembler.memory.size()).isZero();
    assertThat(assembler.positions()).containsExactly(spans, logs);
  }

  @Test
  void shouldGoOnWithTheOtherTopicWhenOneWasMadeAnew() {
    now = identity(3, 9);
    committed.put(SPANS, new Committed(3, Origin.PROCESSED));
    refuses("topic otlp_spans was deleted and made anew");

    committed.put(SPANS, new Committed(0, Origin.BY_HAND));
    startsEmptyAt(0, 60);
    startsEmptyAt(0, 60); // it ended before it had written a block
  }

  @Test
  void shouldGoOnWithTheOtherTopicWhenOneEndsBeforeWhatWasProcessed() {
    ends.put(SPANS, 48L);
    refuses("otlp_spans:2 ends at offset 48, before the committed offset 60");

    committed.put(SPANS, new Committed(48, Origin.BY_HAND));
    startsEmptyAt(48, 60);
  }

  /** Starting empty for one topic does not hide what happened to the other. */
  @Test
  void shouldStillRefuseWhatTheOtherTopicHasLost() {
    now = identity(3, 9);
    committed.put(SPANS, new Committed(0, Origin.BY_HAND));
    beginnings.put(LOGS, 70L);
    refuses("otlp_logs:2 was read up to offset 60, but begins at 70 by now");
    beginnings.clear();
    ends.put(LOGS, 55L);
    refuses("otlp_logs:2 ends at offset 55, before the committed offset 60");

    committed.put(LOGS, new Committed(55, Origin.BY_HAND));
    startsEmptyAt(0, 55);
  }

  @Test
  void shouldNameTheTopicWhoseOffsetsAreNotSetYet() {
    now = identity(6, 1);
    refuses("topic otlp_spans has 6 partitions");

    committed.put(SPANS, new Committed(60, Origin.BY_HAND));
    refuses("topic otlp_logs has 6 partitions");

    committed.put(LOGS, new Committed(60, Origin.BY_HAND));
    startsEmptyAt(60, 60);
  }

  /** A later life reads the topics in another order: it is enough to be ahead in one of them. */
  @Test
  void shouldDropWhatALaterLifeHasWrittenAnewInAnyTopic() {
    guarantee = Guarantee.AT_LEAST_ONCE;
    block(8, 58, 51);
    block(9, 51, 58);
    block(10, 52, 52);
    block(11, 60, 60);

    assertThat(restore().begin(r -> {}).runFor(Long.MAX_VALUE)).isTrue();
    assertThat(LongStream.rangeClosed(7, 11).filter(this::isRemembered))
        .containsExactly(7L, 10L, 11L);
  }

  private boolean isRemembered(long number) {
    return assembler.memory.findEvenExpired(number, number) != DecisionMemory.UNKNOWN;
  }

  private final class EmptyTopics implements LogReader {
    @Override
    public Committed committed(TopicPartition partition) {
      return committed.getOrDefault(partition, Committed.NOWHERE);
    }

    @Override
    public long beginning(TopicPartition partition) {
      return beginnings.getOrDefault(partition, 0L);
    }

    @Override
    public long end(TopicPartition partition) {
      return ends.getOrDefault(partition, 0L);
    }

    @Override
    public Uuid topicId(String topic) {
      return Uuid.ZERO_UUID;
    }

    @Override
    public void begin(List<Range> ranges) {}

    @Override
    public boolean more(Consumer<ConsumerRecord<byte[], byte[]>> out) {
      return false;
    }

    @Override
    public void close() {}
  }
}
