// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.FakeSilence;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.emit.OutputRecords;
import io.traceweir.pipeline.emit.RequestCutter;
import io.traceweir.pipeline.recall.FakeRecall;
import io.traceweir.pipeline.split.Fragments;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.pipeline.split.Sources;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.trace.ResourceCache;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task whose log takes longer to read again than a slice lasts. */
class ReplaySlicesTest {
  private static final TopicPartition LOG = new TopicPartition("traceweir_fragments", 0);
  private static final int PROCESSED = 60;

  /** Longer than a slice. */
  private static final long SLOW_NANOS = Duration.ofMillis(110).toNanos();

  private final PipelineSettings settings = QuickSettings.of("kafka:9092", Path.of("unused"));
  private final MemoryBudget budget = new MemoryBudget(1 << 30);
  private final HeldPartitions held = new HeldPartitions();
  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
  private final List<SlowLog> readers = new ArrayList<>();
  private final KeyValueStore<Bytes, byte[]> memory = Stores.inMemoryKeyValueStore("memory").get();
  private final TraceBufferStore buffer = TraceBufferStore.builder("buffer").build();
  private MockProcessorContext<byte[], byte[]> context;
  private AssembleProcessor processor;
  private LogReader.Committed committed = LogReader.Committed.NOWHERE;

  @BeforeEach
  void processSome(@TempDir Path stateDir) {
    var config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "traceweir");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "kafka:9092");
    context = new MockProcessorContext<>(config, new TaskId(1, 0), stateDir.toFile());
    context.setCurrentSystemTimeMs(0);
    memory.init(context.getStateStoreContext(), memory);
    context.addStateStore(memory);
    context.addStateStore(buffer);
    processor = processor();
    processor.init(context);
    for (int i = 0; i < PROCESSED; i++) {
      process(append(i));
    }
    committed = new LogReader.Committed(PROCESSED, LogReader.Origin.PROCESSED);
    context.resetForwards();
    context.scheduledPunctuators().clear();
  }

  private AssembleProcessor processor() {
    var meters = new PipelineMeters(new SimpleMeterRegistry());
    var resources = new ResourceCache();
    var progress =
        new InputProgress(
            new Sources(settings, Map.of("otlp_spans", 1)),
            Duration.ofMinutes(5),
            () -> Instant.EPOCH);
    var deciding =
        new Deciding(settings, progress, resources, meters, new Deciding.Sizes(1 << 20, 8));
    var cutter = new RequestCutter(resources, n -> {});
    return new AssembleProcessor(
        settings,
        new AssembleProcessor.Topics(List.of(LOG.topic()), 1, 8, 1),
        new AssembleProcessor.Names(
            "buffer", "memory", "spans", "logs", "decisions", "partials", "dead"),
        new AssembleProcessor.Parts(
            any -> newReader(),
            deciding,
            new OutputRecords(PipelineSettings.Encoding.OTLP_PROTO, 1 << 20, cutter),
            new FakeSilence(),
            budget,
            meters,
            FakeRecall.of(settings, meters),
            held));
  }

  private LogReader newReader() {
    var reader = new SlowLog();
    readers.add(reader);
    return reader;
  }

  private SlowLog reader() {
    return readers.get(readers.size() - 1);
  }

  /** Four traces a second. */
  private ConsumerRecord<byte[], byte[]> append(int i) {
    long time = 1_000_000 + 250L * i;
    TraceBuilder trace = Traces.trace("t" + i).root("GET /").service("shop").error();
    byte[] value = Fragments.fragment(Signal.SPANS, false, time, trace.request().toByteArray());
    byte[] key = HexFormat.of().parseHex(trace.traceId());
    // Believed at once, as a watermark vouches for it.
    byte[] watermark = Fragments.watermark(0, time, false, 1);
    var record =
        i == 0
            ? new ConsumerRecord<>(LOG.topic(), 0, i, new byte[0], watermark)
            : new ConsumerRecord<>(LOG.topic(), 0, i, key, value);
    log.add(record);
    return record;
  }

  private void process(ConsumerRecord<byte[], byte[]> r) {
    context.setRecordMetadata(r.topic(), r.partition(), r.offset());
    processor.process(new Record<>(r.key(), r.value(), 0));
  }

  private CapturedPunctuator punctuator() {
    List<CapturedPunctuator> open =
        context.scheduledPunctuators().stream().filter(p -> !p.cancelled()).toList();
    assertThat(open).hasSize(1);
    return open.get(0);
  }

  private void slice() {
    punctuator().getPunctuator().punctuate(0);
  }

  @Test
  void shouldReadTheLogInSlicesAndHoldItsPartitionMeanwhile() {
    int waiting = buffer.buffer().size();
    long used = budget.usedBytes();
    processor.close();
    processor.init(context);

    assertThat(held.all()).containsExactly(LOG);
    int slices = 0;
    while (!held.isEmpty()) {
      assertThat(punctuator().getInterval()).isLessThan(Duration.ofMillis(50));
      slice();
      slices++;
    }

    assertThat(slices).isGreaterThan(1);
    assertThat(waiting).isGreaterThan(10);
    assertThat(buffer.buffer().size()).isEqualTo(waiting);
    assertThat(budget.usedBytes()).isEqualTo(used);
    assertThat(reader().closed).isTrue();
    assertThat(punctuator().getInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(context.forwarded()).isEmpty();
  }

  /** Whatever holds partitions may fail: then what is left is read before the record is taken. */
  @Test
  void shouldTakeNoRecordOutOfTurn() {
    int waiting = buffer.buffer().size();
    processor.close();
    processor.init(context);
    slice();
    assertThat(buffer.buffer().size()).isLessThan(waiting);

    process(append(PROCESSED));

    assertThat(held.isEmpty()).isTrue();
    assertThat(buffer.buffer().size()).isGreaterThanOrEqualTo(waiting);
    assertThat(reader().handedOut).isEqualTo(reader().wanted);
  }

  /** A revocation in the middle of a replay; the same object is initialised again later. */
  @Test
  void shouldLeaveNothingBehindWhenItIsClosedMeanwhile() {
    int waiting = buffer.buffer().size();
    int blocks = blocks();
    processor.close();
    processor.init(context);
    slice();
    processor.close();

    assertThat(held.isEmpty()).isTrue();
    assertThat(reader().closed).isTrue();
    assertThat(budget.usedBytes()).isZero();
    assertThat(context.scheduledPunctuators()).allMatch(CapturedPunctuator::cancelled);
    assertThat(blocks()).isEqualTo(blocks);
    assertThat(context.forwarded()).isEmpty();

    processor.init(context);
    while (!held.isEmpty()) {
      slice();
    }
    assertThat(reader().handedOut).isEqualTo(reader().wanted).isGreaterThan(10);
    assertThat(buffer.buffer().size()).isEqualTo(waiting);
  }

  /** Another task of the process may have them by then. */
  @Test
  void shouldLetGoOfItsOwnHoldOnly() {
    var partitions = List.of(LOG);
    held.hold(partitions, "first");
    held.hold(partitions, "second");
    held.release(partitions, "first");
    assertThat(held.all()).containsExactly(LOG);
    held.release(partitions, "second");
    assertThat(held.isEmpty()).isTrue();
  }

  private int blocks() {
    int count = 0;
    try (var all = memory.all()) {
      for (; all.hasNext(); all.next()) {
        count++;
      }
    }
    return count;
  }

  private final class SlowLog implements LogReader {
    private int next;
    private int to;
    int wanted;
    int handedOut;
    boolean closed;

    @Override
    public Committed committed(TopicPartition partition) {
      return committed;
    }

    @Override
    public long beginning(TopicPartition partition) {
      return 0;
    }

    @Override
    public long end(TopicPartition partition) {
      return log.size();
    }

    @Override
    public Uuid topicId(String topic) {
      return Uuid.ZERO_UUID;
    }

    @Override
    public void begin(List<Range> ranges) {
      next = (int) ranges.get(0).from();
      to = (int) ranges.get(0).to();
      wanted = to - next;
    }

    @Override
    public boolean more(Consumer<ConsumerRecord<byte[], byte[]>> out) {
      for (long end = System.nanoTime() + SLOW_NANOS; System.nanoTime() < end; ) {
        LockSupport.parkNanos(SLOW_NANOS);
      }
      for (int i = 0; i < 5 && next < to; i++) {
        out.accept(log.get(next++));
        handedOut++;
      }
      return next < to;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
