// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.assemble.LogReader.Committed;
import io.traceweir.pipeline.assemble.LogReader.Origin;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A memory that has seen a log up to offset 50, whose replay begins at 40, and what became of it.
 */
class RestoreTest {
  private static final TopicPartition LOG = new TopicPartition("traceweir_fragments", 2);
  private static final String STOP =
      "Stop all instances and run: kafka-consumer-groups.sh --bootstrap-server kafka:9092 --group"
          + " traceweir --topic ";
  private static final String BACK_TO_50 =
      STOP + "traceweir_fragments:2 --reset-offsets --to-offset 50 --execute";
  private static final LogIdentity IDENTITY =
      LogIdentity.of(3, List.of(LOG.topic()))
          .with(
              List.of(new Uuid(1, 2)),
              8,
              Waits.of(QuickSettings.of("unused", Path.of("unused")).traces()));

  private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("memory").get();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Assembler assembler =
      new Assembler(AssemblerRun.settings(), new TraceBuffer(), 1, 1);
  private LogIdentity now = IDENTITY;
  private Guarantee guarantee = Guarantee.EXACTLY_ONCE;
  private Committed committed = new Committed(60, Origin.PROCESSED);
  private long beginning;
  private long end = 100;
  private final List<Long> readAgain = new ArrayList<>();

  private void written(LogIdentity by) {
    block(0, 30, by);
    block(1, 50, by);
  }

  private void block(long number, long position, LogIdentity by) {
    var start = new TickStart(new long[] {position - 10}, assembler.clock.snapshot());
    start.clock()[0] = position * 100 - 1_000;
    var columns = new MemoryBlock.Columns();
    columns.add(number, number, new Outcome(true, "rule", 0), new int[0]);
    var header = new MemoryBlock.Header(new long[] {position}, position * 100, false, start, by);
    byte[] key = ByteBuffer.allocate(8).putLong(number).array();
    store.put(Bytes.wrap(key), BlockFormat.encode(new MemoryBlock(header, columns)));
  }

  private Restore restore() {
    var expectations =
        new Restore.Expectations(
            now,
            guarantee,
            new PipelineMeters(registry),
            source -> true,
            new Refusals("kafka:9092", "traceweir"));
    return new Restore(assembler, store, new Log(), List.of(LOG), expectations);
  }

  private void restores() {
    assertThat(restore().begin(r -> readAgain.add(r.offset())).runFor(Long.MAX_VALUE)).isTrue();
    assertThat(assembler.position(0)).isEqualTo(committed.offset());
    assertThat(assembler.isReplaying()).isFalse();
  }

  private void refuses(String message) {
    int blocks = blocks();
    assertThatThrownBy(() -> restore().begin(r -> {}))
        .isInstanceOf(RefusedException.class)
        .hasMessage(message);
    assertThat(blocks()).isEqualTo(blocks);
  }

  private int blocks() {
    int count = 0;
    try (var all = store.all()) {
      while (all.hasNext()) {
        all.next();
        count++;
      }
    }
    return count;
  }

  @Test
  void shouldReadAgainWhatWasUndecided() {
    written(IDENTITY);

    restores();

    assertThat(readAgain).hasSize(20).startsWith(40L).endsWith(59L);
    assertThat(assembler.clock.now()).isEqualTo(5_000);
    assertThat(registry.counter("traceweir.retention.loss", "topic", LOG.topic()).count()).isZero();
  }

  @Test
  void shouldReadAMemoryOfAFormerVersion() {
    written(LogIdentity.of(3, List.of(LOG.topic())));

    restores();

    assertThat(assembler.memory.size()).isEqualTo(2);
  }

  @Test
  void shouldRefuseOtherTopics() {
    written(LogIdentity.of(3, List.of("another")));

    refuses(
        "the decision memory was written for other topics than [traceweir_fragments-2]: their"
            + " offsets mean nothing here. Go back to the former topics (with input.partitioning:"
            + " trace_id these are the input topics, in their order), or start under a new"
            + " kafka.application_id");
  }

  @Test
  void shouldRefuseAnotherNumberOfPartitionsUntilSomebodyAgreesToTheLoss() {
    written(IDENTITY);
    now = LogIdentity.of(6, List.of(LOG.topic())).with(IDENTITY.topicIds(), 8, IDENTITY.waits());

    refuses(
        "topic traceweir_fragments has 6 partitions, but the decision memory was written for 3:"
            + " trace ids lie in other partitions than before, so traces that were waiting would be"
            + " split. To go on without them and without the memory: "
            + STOP
            + "traceweir_fragments --reset-offsets --to-current --execute, or start under a new"
            + " kafka.application_id");

    committed = new Committed(60, Origin.BY_HAND);
    restores();
    startedEmpty();
  }

  private void startedEmpty() {
    assertThat(readAgain).isEmpty();
    assertThat(assembler.memory.size()).isZero();
    assertThat(blocks()).isZero();
  }

  @Test
  void shouldRefuseAnotherNumberOfPartialsPartitions() {
    written(IDENTITY.with(IDENTITY.topicIds(), 12, IDENTITY.waits()));

    refuses(
        "there are 8 partitions of partial sums, but the decision memory was written for 12: series"
            + " would change their owner. Start the version of Traceweir that wrote it, or start"
            + " under a new kafka.application_id");
  }

  @Test
  void shouldRefuseATopicThatWasMadeAnewUntilSomebodyAgreesToStartEmpty() {
    written(IDENTITY);
    now = IDENTITY.with(List.of(new Uuid(3, 4)), 8, IDENTITY.waits());
    end = 7;
    committed = new Committed(7, Origin.FIRST);

    refuses(
        "topic traceweir_fragments was deleted and made anew since the decision memory was written:"
            + " what was waiting in it is gone, and the offsets of before mean nothing in it. To"
            + " start empty with the first record of the new topic: "
            + STOP
            + "traceweir_fragments --reset-offsets --to-earliest --execute");

    committed = new Committed(0, Origin.BY_HAND);
    restores();
    startedEmpty();
  }

  @Test
  void shouldTakeATopicForTheSameWhenItsIdIsNotKnown() {
    written(IDENTITY);
    now = IDENTITY.with(List.of(Uuid.ZERO_UUID), 8, IDENTITY.waits());

    restores();

    assertThat(assembler.memory.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Guarantee.class)
  void shouldRefuseALostMemoryUntilSomebodyAgreesToTheLoss(Guarantee any) {
    guarantee = any;

    refuses(
        "traceweir_fragments:2 was read up to offset 60, but the decision memory is empty: its"
            + " changelog was lost. Going on would lose the traces that were waiting, and decide"
            + " those of late spans again. To accept that: "
            + STOP
            + "traceweir_fragments --reset-offsets --to-current --execute");

    committed = new Committed(60, Origin.BY_HAND);
    restores();
    startedEmpty();
  }

  @ParameterizedTest
  @EnumSource(Guarantee.class)
  void shouldRefuseOffsetsMovedBackByHand(Guarantee any) {
    guarantee = any;
    written(IDENTITY);
    committed = new Committed(49, Origin.BY_HAND);

    refuses(
        "the offset of traceweir_fragments:2 was moved back to 49, before what the decision memory"
            + " has seen: traces would be decided again. To go on where it stopped: "
            + BACK_TO_50
            + ", or start under a new kafka.application_id");

    committed = new Committed(50, Origin.BY_HAND);
    restores();
    assertThat(readAgain).hasSize(10).startsWith(40L);
  }

  @Test
  void shouldRefuseOffsetsBehindTheMemoryUnderExactlyOnceOnly() {
    written(IDENTITY);
    committed = new Committed(45, Origin.PROCESSED);

    assertThatThrownBy(() -> restore().begin(r -> {}))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("moved back to 45")
        .hasMessageContaining(BACK_TO_50);

    guarantee = Guarantee.AT_LEAST_ONCE;
    restores();
    assertThat(readAgain).hasSize(25).startsWith(20L);
    assertThat(assembler.memory.size()).isEqualTo(1);
    assertThat(blocks()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Guarantee.class)
  void shouldRefuseOffsetsMovedForwardByHand(Guarantee any) {
    guarantee = any;
    written(IDENTITY);
    committed = new Committed(100, Origin.BY_HAND);

    refuses(
        "the offset of traceweir_fragments:2 was moved forward to 100, but the decision memory has"
            + " seen it up to 50: records between would be skipped, and traces cut. To go on where"
            + " it stopped: "
            + BACK_TO_50
            + ", or start under a new kafka.application_id");
  }

  @ParameterizedTest
  @EnumSource(
      value = Origin.class,
      names = {"FIRST", "NOWHERE"})
  void shouldRefuseToGuessWhereItStoppedWhenTheOffsetIsGone(Origin origin) {
    written(IDENTITY);
    committed = new Committed(origin == Origin.FIRST ? 100 : -1, origin);

    refuses(
        "the group has no offset of traceweir_fragments:2 any more, though the decision memory has"
            + " seen it up to 50: it was deleted, or it expired because nothing ran for"
            + " offsets.retention.minutes. To go on where it stopped: "
            + BACK_TO_50);
  }

  /** One of two topics of which nothing has been read yet, beside one that was. */
  @Test
  void shouldTakeAFirstOffsetThatNobodyHasMoved() {
    written(IDENTITY);
    committed = new Committed(50, Origin.FIRST);

    restores();
  }

  @Test
  void shouldRefuseToSkipWhatExpiredBeforeItWasReadUntilSomebodyAgrees() {
    written(IDENTITY);
    beginning = 70;

    refuses(
        "traceweir_fragments:2 was read up to offset 60, but begins at 70 by now: what lay between"
            + " expired before it was read. Raise the topic's retention.ms. To go on with what is"
            + " left, with the flag retention_loss on decisions about traces that may be cut: "
            + STOP
            + "traceweir_fragments:2 --reset-offsets --to-offset 70 --execute");

    committed = new Committed(70, Origin.BY_HAND);
    restores();
    flagsWhatMayBeCut();
  }

  private void flagsWhatMayBeCut() {
    long clock = assembler.clock.now();
    assertThat(registry.counter("traceweir.retention.loss", "topic", LOG.topic()).count())
        .isEqualTo(1);
    assertThat(assembler.isPerhapsCut(began(clock))).isTrue();
    assertThat(assembler.isPerhapsCut(began(clock + 7_000))).isTrue();
    assertThat(assembler.isPerhapsCut(began(clock + 7_001))).isFalse();
    assertThat(assembler.marks().lostUntilMillis()).isEqualTo(clock + 7_000);
  }

  private static BufferedTrace began(long millis) {
    var trace = new BufferedTrace(1, 1, new TickStart(new long[1], new long[3]));
    trace.beganMillis = millis;
    return trace;
  }

  @Test
  void shouldFlagTracesOfWhichAPartHasExpiredBeforeItCouldBeReadAgain() {
    written(IDENTITY);
    beginning = 45;

    restores();

    assertThat(readAgain).hasSize(15).startsWith(45L);
    flagsWhatMayBeCut();
  }

  @Test
  void shouldRememberWhatWasLostAtAFormerStart() {
    written(IDENTITY);
    var header =
        new MemoryBlock.Header(
            new long[] {55},
            5_500,
            false,
            new TickStart(new long[] {52}, assembler.clock.snapshot()),
            IDENTITY,
            new MemoryBlock.Marks(SourceClock.UNSET, 8_000));
    byte[] key = ByteBuffer.allocate(8).putLong(2).array();
    store.put(
        Bytes.wrap(key), BlockFormat.encode(new MemoryBlock(header, new MemoryBlock.Columns())));

    restores();

    assertThat(assembler.isPerhapsCut(began(8_000))).isTrue();
    assertThat(assembler.isPerhapsCut(began(8_001))).isFalse();
  }

  @Test
  void shouldRefuseALogThatEndsBeforeWhatWasProcessedUntilSomebodyAgrees() {
    written(IDENTITY);
    end = 48;

    refuses(
        "traceweir_fragments:2 ends at offset 48, before the committed offset 60: the broker lost"
            + " records that were processed, as an unclean election of a leader does. To start"
            + " empty with what comes from now on: "
            + STOP
            + "traceweir_fragments:2 --reset-offsets --to-latest --execute");

    committed = new Committed(48, Origin.BY_HAND);
    restores();
    startedEmpty();
  }

  /** A clock that ran ahead of what it was would forget what was known. */
  @Test
  void shouldReplayWithTheLargerSkewAndGoOnWithThePresentOne() {
    Waits w = IDENTITY.waits();
    var wide = new Waits(w.remember(), w.rememberDuplicates(), w.longest(), 600_000, w.tick());
    written(IDENTITY.with(IDENTITY.topicIds(), 8, wide));
    List<Long> clocks = new ArrayList<>();
    Replay replay =
        restore()
            .begin(
                r -> {
                  assembler.clock.observe(0, r.offset() * 100, Long.MAX_VALUE);
                  assembler.clock.observe(1, r.offset() * 100 + 590_000, Long.MAX_VALUE);
                  clocks.add(assembler.clock.now());
                });
    replay.runFor(Long.MAX_VALUE);

    assertThat(clocks).isSorted().endsWith(5_900L);
    assembler.clock.observe(1, 600_000, Long.MAX_VALUE);
    assertThat(assembler.clock.now()).isEqualTo(300_000);
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
