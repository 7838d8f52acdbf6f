// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When traces are due. */
class AssemblerTest {
  private static final long MINUTE = 60_000;
  private static final long MAX_FUTURE = 5 * MINUTE;
  private static final long DAY = 24 * 60 * MINUTE;

  private final AssemblerRun run = new AssemblerRun(AssemblerRun.settings());

  @Test
  void shouldTimeOutAfterTheFirstFragment() {
    run.spans(1, 0).spans(1, 4_000).clock(4_999);
    assertThat(run.due).isEmpty();

    run.clock(5_000);
    assertThat(run.due).containsExactly("1 timeout 5000");
  }

  @Test
  void shouldNotWaitLongerThanTheTickInWhichTheDeadlineLies() {
    run.spans(1, 1).clock(5_249);
    assertThat(run.due).isEmpty();

    run.clock(5_250);
    assertThat(run.due).containsExactly("1 timeout 5250");
  }

  @Test
  void shouldDecideSoonAfterTheRoot() {
    run.spans(1, 0).root(1, 2_000).clock(2_999);
    assertThat(run.due).isEmpty();

    run.clock(3_000);
    assertThat(run.due).containsExactly("1 root 3000");
  }

  @Test
  void shouldWaitAfterTheFirstRootOnly() {
    run.root(1, 0).root(1, 900).clock(1_000);

    assertThat(run.due).containsExactly("1 root 1000");
  }

  @Test
  void shouldTimeOutWhenTheRootComesTooLateToDecideEarlier() {
    run.spans(1, 0).root(1, 4_500).clock(5_000);

    assertThat(run.due).containsExactly("1 timeout 5000");
  }

  @Test
  void shouldTimeOutWhenTheRootTriggerIsOff() {
    AssemblerRun off = new AssemblerRun(AssemblerRun.withoutRootTrigger());
    off.root(1, 0).clock(4_999);
    assertThat(off.due).isEmpty();

    off.clock(5_000);
    assertThat(off.due).containsExactly("1 timeout 5000");
  }

  @Test
  void shouldGiveLogsAloneMoreTimeForTheirSpans() {
    run.logs(1, 0).logs(1, 3_000).clock(6_999);
    assertThat(run.due).isEmpty();

    run.clock(7_000);
    assertThat(run.due).containsExactly("1 timeout 7000");
  }

  @Test
  void shouldCountFromTheFirstSpansWhenLogsWereFirst() {
    run.logs(1, 0).spans(1, 6_000).clock(10_999);
    assertThat(run.due).isEmpty();

    run.clock(11_000);
    assertThat(run.due).containsExactly("1 timeout 11000");
  }

  @Test
  void shouldDecideEarlierWhenSpansFollowLogsAtOnce() {
    run.logs(1, 0).spans(1, 1_000).clock(6_000);

    assertThat(run.due).containsExactly("1 timeout 6000");
  }

  @Test
  void shouldNotWaitLongerForLogs() {
    run.spans(1, 0).logs(1, 4_900).clock(5_000);

    assertThat(run.due).containsExactly("1 timeout 5000");
  }

  @Test
  void shouldCountFromTheClockWhenTheRecordIsOld() {
    run.clock(60_000).spans(1, 10_000).clock(64_999);
    assertThat(run.due).isEmpty();

    run.clock(65_000);
    assertThat(run.due).containsExactly("1 timeout 65000");
  }

  @Test
  void shouldCountFromTheRecordWhenItIsAheadOfTheClock() {
    run.clock(0).spans(1, 2 * MINUTE).clock(2 * MINUTE + 4_999);
    assertThat(run.due).isEmpty();

    run.clock(2 * MINUTE + 5_000);
    assertThat(run.due).containsExactly("1 timeout 125000");
  }

  @Test
  void shouldWaitForTheStatedTimeOnceTheClockComesNearIt() {
    long stated = MAX_FUTURE + MINUTE;
    run.clock(0).clamped(1, MAX_FUTURE, stated).clock(stated + 4_999);
    assertThat(run.due).isEmpty();

    run.clock(stated + 5_000);
    assertThat(run.due).containsExactly("1 timeout " + (stated + 5_000));
  }

  @Test
  void shouldNotWaitForAStatedTimeThatStaysFarAway() {
    run.clock(0).clamped(1, MAX_FUTURE, 365 * DAY).clock(MAX_FUTURE + 4_999);
    assertThat(run.due).isEmpty();

    run.clock(MAX_FUTURE + 5_000);
    assertThat(run.due).containsExactly("1 timeout " + (MAX_FUTURE + 5_000));
  }

  @Test
  void shouldBeDueAtOnceBeyondTheLimitOfSpans() {
    AssemblerRun limited = new AssemblerRun(AssemblerRun.withLimits(10, 1_000_000));
    limited.spans(1, 0, 4).spans(2, 0, 9).logs(1, 0).spans(1, 0, 5);
    assertThat(limited.due).isEmpty();

    limited.spans(1, 0);
    assertThat(limited.due).containsExactly("1 span_limit 0");
    assertThat(limited.assembler.buffer.find(2, 2)).isNotNull();
  }

  @Test
  void shouldBeDueAtOnceBeyondTheLimitOfBytes() {
    AssemblerRun limited = new AssemblerRun(AssemblerRun.withLimits(1_000, 300));
    limited.spans(1, 0).spans(1, 0).spans(1, 0);
    assertThat(limited.due).isEmpty();

    limited.logs(1, 0);
    assertThat(limited.due).containsExactly("1 byte_limit 0");
  }

  @Test
  void shouldGiveUpTheOldestWhenMemoryIsShort() {
    run.spans(1, 0).root(2, 0).spans(3, 0).spans(4, 0);
    long each = run.assembler.buffer.heapBytes() / 4;

    run.assembler.evict(2 * each, 10);
    run.poll();
    assertThat(run.due).containsExactly("1 memory 0", "2 memory 0");
    assertThat(run.assembler.buffer.heapBytes()).isEqualTo(2 * each);
  }

  @Test
  void shouldNotGiveUpMoreTracesAtOnceThanAllowed() {
    run.spans(1, 0).spans(2, 0).spans(3, 0);

    run.assembler.evict(Long.MAX_VALUE, 2);
    run.poll();
    assertThat(run.due).containsExactly("1 memory 0", "2 memory 0");
  }

  @Test
  void shouldKeepTheOrderOfDeadlines() {
    run.spans(1, 3_000).spans(2, 2_000).root(3, 3_000).clock(20_000);

    assertThat(run.due).containsExactly("3 root 20000", "1 timeout 20000", "2 timeout 20000");
  }
}
