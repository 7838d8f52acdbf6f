// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.assemble.LogReader.Committed;
import io.traceweir.pipeline.assemble.LogReader.Origin;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** A memory that has seen records which are gone: they expired, or the broker lost them. */
class LostRecordsRestoreTest extends RestoreScene {
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

  /** What the command sets is what the next start takes. */
  @Test
  void shouldGoOnBehindWhatWasSeenWhenWhatWasCommittedHasExpired() {
    guarantee = Guarantee.AT_LEAST_ONCE;
    written(IDENTITY);
    committed = new Committed(44, Origin.PROCESSED);
    beginning = 47;

    assertThatThrownBy(() -> restore().begin(r -> {}))
        .hasMessageContaining("was read up to offset 44, but begins at 47 by now")
        .hasMessageEndingWith(BACK_TO_50);

    committed = new Committed(50, Origin.BY_HAND);
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
}
