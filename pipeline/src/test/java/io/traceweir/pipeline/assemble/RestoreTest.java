// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.assemble.LogReader.Committed;
import io.traceweir.pipeline.assemble.LogReader.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A memory whose topics or offsets are no longer what they were, and one where all is well. */
class RestoreTest extends RestoreScene {
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
            + "traceweir_fragments:2 --reset-offsets --to-current --execute");

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

  /** Where clients have to log in, a command that does not cannot connect. */
  @Test
  void shouldPrintCommandsThatLogIn() {
    var k = kafka;
    kafka =
        new PipelineSettings.Kafka(
            k.bootstrapServers(),
            k.applicationId(),
            k.guarantee(),
            k.commitInterval(),
            k.threads(),
            k.stateDir(),
            Map.of("security.protocol", "SASL_SSL"));

    assertThatThrownBy(() -> restore().begin(r -> {}))
        .hasMessageContaining(
            "kafka-consumer-groups.sh --bootstrap-server kafka:9092 --command-config"
                + " admin.properties --group traceweir --topic traceweir_fragments:2 ");
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

  /** It went up to 58 and was taken back to 30; that its block was deleted got lost in a crash. */
  @Test
  void shouldDropWhatALaterLifeHasWrittenAnew() {
    guarantee = Guarantee.AT_LEAST_ONCE;
    block(0, 30, IDENTITY);
    block(1, 58, IDENTITY);
    block(2, 50, IDENTITY);

    restores();
    assertThat(readAgain).startsWith(40L);
    assertThat(assembler.memory.findEvenExpired(1, 1)).isEqualTo(DecisionMemory.UNKNOWN);
    assertThat(assembler.memory.size()).isEqualTo(2);
    assertThat(blocks()).isEqualTo(2);
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
}
