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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A memory that has seen a log up to offset 50, whose replay begins at 40, and what became of it.
 */
abstract class RestoreScene {
  static final TopicPartition LOG = new TopicPartition("traceweir_fragments", 2);
  static final String STOP =
      "Stop all instances and run: kafka-consumer-groups.sh --bootstrap-server kafka:9092 --group"
          + " traceweir --topic ";
  static final String BACK_TO_50 =
      STOP + "traceweir_fragments:2 --reset-offsets --to-offset 50 --execute";
  static final LogIdentity IDENTITY =
      LogIdentity.of(3, List.of(LOG.topic()))
          .with(
              List.of(new Uuid(1, 2)),
              8,
              Waits.of(QuickSettings.of("unused", Path.of("unused")).traces()));

  final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("memory").get();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final Assembler assembler = new Assembler(AssemblerRun.settings(), new TraceBuffer(), 1, 1);
  LogIdentity now = IDENTITY;
  Guarantee guarantee = Guarantee.EXACTLY_ONCE;
  Committed committed = new Committed(60, Origin.PROCESSED);
  long beginning;
  long end = 100;
  final List<Long> readAgain = new ArrayList<>();
  PipelineSettings.Kafka kafka = QuickSettings.of("kafka:9092", Path.of("unused")).kafka();
  private @Nullable Restore last;

  void written(LogIdentity by) {
    block(0, 30, by);
    block(1, 50, by);
  }

  void block(long number, long position, LogIdentity by) {
    var start = new TickStart(new long[] {position - 10}, assembler.clock.snapshot());
    start.clock()[0] = position * 100 - 1_000;
    var columns = new MemoryBlock.Columns();
    columns.add(number, number, new Outcome(true, "rule", 0), new int[0]);
    var header = new MemoryBlock.Header(new long[] {position}, position * 100, false, start, by);
    byte[] key = ByteBuffer.allocate(8).putLong(number).array();
    store.put(Bytes.wrap(key), BlockFormat.encode(new MemoryBlock(header, columns)));
  }

  Restore restore() {
    var expectations =
        new Restore.Expectations(
            now,
            guarantee,
            new PipelineMeters(registry),
            1L << 20,
            source -> true,
            new Refusals(new KafkaTools(kafka)));
    last = new Restore(assembler, store, new Log(), List.of(LOG), expectations);
    return last;
  }

  void restores() {
    assertThat(restore().begin(r -> readAgain.add(r.offset())).runFor(Long.MAX_VALUE)).isTrue();
    assertThat(assembler.position(0)).isEqualTo(committed.offset());
    assertThat(assembler.isReplaying()).isFalse();
  }

  void refuses(String message) {
    int blocks = blocks();
    assertThatThrownBy(() -> restore().begin(r -> {}))
        .isInstanceOf(RefusedException.class)
        .hasMessage(message);
    assertThat(blocks()).isEqualTo(blocks);
  }

  int blocks() {
    int count = 0;
    try (var all = store.all()) {
      while (all.hasNext()) {
        all.next();
        count++;
      }
    }
    return count;
  }

  /** What was remembered goes with the first block that is written: should none be, it is asked. */
  void startedEmpty() {
    assertThat(readAgain).isEmpty();
    assertThat(assembler.memory.size()).isZero();
    assertThat(Objects.requireNonNull(last).forgotten()).hasSize(blocks());
    restores();
    assertThat(assembler.memory.size()).isZero();
  }

  private final class Log implements LogReader {
    private long next;
    private long to;

    @Override
    public Committed committed(TopicPartition partition) {
      return committed;
    }

    @Override
    public long beginning(TopicPartition partition) {
      return beginning;
    }

    @Override
    public long end(TopicPartition partition) {
      return end;
    }

    @Override
    public Uuid topicId(String topic) {
      return now.topicIds().get(0);
    }

    @Override
    public void begin(List<Range> ranges) {
      next = ranges.get(0).from();
      to = ranges.get(0).to();
    }

    @Override
    public boolean more(Consumer<ConsumerRecord<byte[], byte[]>> out) {
      if (next < to) {
        out.accept(
            new ConsumerRecord<>(LOG.topic(), LOG.partition(), next, new byte[0], new byte[0]));
        next++;
        return true;
      }
      return false;
    }

    @Override
    public void close() {}
  }
}
