// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of fragments of decided traces, and where a replay has to start. */
class AssemblerLateTest {
  private static final long REMEMBER = AssemblerRun.settings().rememberDecisionsFor().toMillis();

  private final AssemblerRun run = new AssemblerRun(AssemblerRun.settings());

  @Test
  void shouldFollowTheDecisionAtTheNextTick() {
    run.clock(1_000).decided(1).spans(1, 1_100).root(1, 1_200);
    assertThat(run.due).isEmpty();

    run.clock(1_250);
    assertThat(run.due).containsExactly("1 late 1250");
  }

  @Test
  void shouldBeANewTraceOnceTheDecisionIsForgotten() {
    run.clock(0).decided(1).clock(REMEMBER - 1).spans(1, REMEMBER - 1).clock(REMEMBER + 250);
    assertThat(run.due).containsExactly("1 late " + (REMEMBER + 250));

    run.due.clear();
    assertThat(run.assembler.decidedAgain()).isZero();
    run.spans(1, REMEMBER + 250).clock(REMEMBER + 5_250);
    assertThat(run.due).containsExactly("1 timeout " + (REMEMBER + 5_250));
    assertThat(run.assembler.decidedAgain()).isEqualTo(1);
  }

  @Test
  void shouldCountATraceThatIsDecidedAgainOnlyOnceAndOnlyWhenItIsReadTheFirstTime() {
    run.clock(0).decided(1).clock(REMEMBER + 250);
    run.assembler.replaying(true);
    run.assembler.add(at(run.assembler.position(0)), part(1));
    run.assembler.add(at(run.assembler.position(0)), part(1));
    assertThat(run.assembler.decidedAgain()).isZero();

    run.assembler.replaying(false);
    run.spans(2, REMEMBER + 250).spans(1, REMEMBER + 250);
    assertThat(run.assembler.decidedAgain()).isZero();
    assertThat(run.assembler.begun()).isEqualTo(2);
  }

  @Test
  void shouldSayWhetherLateFragmentsWait() {
    run.clock(0).decided(1).spans(2, 0);
    assertThat(run.assembler.buffer.hasLate()).isFalse();

    run.spans(1, 0);
    assertThat(run.assembler.buffer.hasLate()).isTrue();
    run.clock(250);
    assertThat(run.assembler.buffer.hasLate()).isFalse();
  }

  @Test
  void shouldStartAReplayNearerWhenATickHoldsManyRecords() {
    run.clock(0);
    for (int i = 0; i < 9_000; i++) {
      run.clock(0);
    }
    run.spans(1, 0);

    assertThat(run.assembler.replayFrom().positions()[0]).isBetween(5_000L, 9_001L);
  }

  @Test
  void shouldNotLetLateFragmentsOfAGiantTracePileUp() {
    AssemblerRun limited = new AssemblerRun(AssemblerRun.withLimits(10, 1_000_000));
    limited.clock(0).decided(1).spans(1, 0, 10);
    assertThat(limited.due).isEmpty();

    limited.spans(1, 0);
    assertThat(limited.due).containsExactly("1 late 0");
  }

  @Test
  void shouldGiveUpLateFragmentsTooWhenMemoryIsShort() {
    run.clock(0).decided(1).spans(1, 0);

    run.assembler.evict(1, 10);
    run.poll();
    assertThat(run.due).containsExactly("1 late 0");
  }

  @Test
  void shouldSkipWhatWasDecidedWhenItIsReadAgain() {
    run.clock(0).spans(2, 0).decided(1);
    long decidedAt = run.assembler.position(0);
    run.assembler.replaying(true);
    run.assembler.add(at(decidedAt - 1), part(1));
    assertThat(run.assembler.buffer.find(1, 1)).isNull();

    run.assembler.add(at(decidedAt), part(1));
    assertThat(Objects.requireNonNull(run.assembler.buffer.find(1, 1)).late).isTrue();
  }

  private static Assembler.Arrival at(long offset) {
    return new Assembler.Arrival(0, offset, 0, 0);
  }

  private static Assembler.Part part(long id) {
    var slice = new Assembler.Slice(new byte[1], 0, 1);
    return new Assembler.Part(id, id, io.traceweir.otlp.Signal.SPANS, false, 1, slice);
  }

  @Test
  void shouldReplayFromTheTickInWhichTheOldestUndecidedTraceBegan() {
    run.clock(0).clock(250).clock(300).spans(1, 400).spans(2, 500).clock(5_300);

    TickStart from = run.assembler.replayFrom();
    assertThat(from.positions()).containsExactly(2);
    assertThat(from.clock()[0]).isEqualTo(250);
    run.clock(5_500);
    assertThat(run.due).containsExactly("1 timeout 5500", "2 timeout 5500");
  }

  @Test
  void shouldReplayFromHereWhenNothingWaits() {
    run.clock(0).clock(300);

    TickStart from = run.assembler.replayFrom();
    assertThat(from.positions()).containsExactly(2);
    assertThat(from.clock()).isEqualTo(run.assembler.clock.snapshot());
  }

  @Test
  void shouldNeverReplayFromAnEarlierPlaceThanBefore() {
    run.clock(0).clock(1).clock(2);
    assertThat(run.assembler.replayFrom().positions()).containsExactly(3);

    run.spans(1, 3); // of the same tick, which began before
    assertThat(run.assembler.replayFrom().positions()).containsExactly(3);
  }

  @Test
  void shouldReplayTheRecordAtHandWithTheClockAsItWasBefore() {
    run.clock(0);
    run.assembler.beforeRecord();
    long[] before = run.assembler.clock.snapshot();
    run.assembler.clock.observe(0, 1_000, Long.MAX_VALUE);

    TickStart from = run.assembler.replayFrom();
    assertThat(from.positions()).containsExactly(1);
    assertThat(from.clock()).isEqualTo(before);
  }
}
