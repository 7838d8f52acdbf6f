// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.split.SourceTime;
import org.junit.jupiter.api.Test;

class SourceClockTest {
  /** The first record is believed whatever its time. */
  private static final long ANY = Long.MAX_VALUE;

  private static final long MINUTE = 60_000;
  private static final long SKEW = 5 * MINUTE;
  private static final long START = 60 * MINUTE;

  private static SourceClock clockOf(int sources) {
    return new SourceClock(SKEW, sources);
  }

  /** Two sources that stand at the start. */
  private static SourceClock twoSources() {
    SourceClock clock = clockOf(2);
    clock.observe(0, START, ANY);
    clock.observe(1, START, ANY);
    return clock;
  }

  @Test
  void shouldBeUnsetBeforeTheFirstRecord() {
    assertThat(clockOf(1).now()).isEqualTo(SourceClock.UNSET);
  }

  @Test
  void shouldFollowTheSlowestSource() {
    SourceClock clock = twoSources();

    clock.observe(0, START + 5_000, ANY);
    assertThat(clock.now()).isEqualTo(START);
    clock.observe(1, START + 3_000, ANY);
    assertThat(clock.now()).isEqualTo(START + 3_000);
  }

  @Test
  void shouldTakeARecordOfAProducerThatIsBehindToArriveWhereItsSourceStands() {
    SourceClock clock = twoSources();
    clock.observe(0, START + 20_000, ANY);
    clock.observe(0, START - MINUTE, ANY);

    assertThat(clock.now()).isEqualTo(START);
    assertThat(clock.arrival(0, START - MINUTE)).isEqualTo(START + 20_000);
    assertThat(clock.arrival(0, START + 30_000)).isEqualTo(START + 30_000);
    assertThat(clock.arrival(2, START)).isEqualTo(START);
  }

  @Test
  void shouldNeverGoBack() {
    SourceClock clock = twoSources();
    clock.raiseTo(START + MINUTE);

    clock.observe(0, START + 1_000, ANY);
    clock.observe(1, START + 1_000, ANY);
    clock.raiseTo(START);
    assertThat(clock.now()).isEqualTo(START + MINUTE);
  }

  @Test
  void shouldWaitForASourceThatWasNeverHeard() {
    SourceClock clock = clockOf(2);

    clock.observe(0, START, ANY);
    assertThat(clock.now()).isEqualTo(START - SKEW);
    clock.observe(1, START - MINUTE, ANY);
    assertThat(clock.now()).isEqualTo(START - MINUTE);
  }

  @Test
  void shouldLearnFromWatermarksHowManySourcesThereAre() {
    SourceClock clock = clockOf(1);
    clock.watermark(0, START, false, 3);
    clock.watermark(1, START, false, 3);

    assertThat(clock.now()).isEqualTo(START - SKEW);
    clock.watermark(2, START, false, 3);
    assertThat(clock.now()).isEqualTo(START);
  }

  @Test
  void shouldNotBeHeldByASourceFartherBehindThanTheSkewBound() {
    SourceClock clock = twoSources();
    for (long t = START; t <= START + 2 * SKEW; t += MINUTE) {
      clock.observe(0, t, ANY);
    }

    assertThat(clock.now()).isEqualTo(START + SKEW);
  }

  @Test
  void shouldLetAnIdleSourceFollowOneStepBehind() {
    SourceClock clock = twoSources();
    clock.observe(0, START + 5_000, ANY);

    clock.watermark(1, START, true, 2);
    assertThat(clock.now()).isEqualTo(START);
    clock.observe(0, START + 8_000, ANY);
    clock.watermark(1, START, true, 2);
    assertThat(clock.now()).isEqualTo(START + 5_000);
    clock.watermark(1, START, true, 2);
    assertThat(clock.now()).isEqualTo(START + 8_000);
  }

  @Test
  void shouldStartOverWhenAnIdleSourceSpeaks() {
    SourceClock clock = twoSources();
    clock.observe(0, START + 5_000, ANY);
    clock.watermark(1, START, true, 2);

    clock.observe(1, START + 1_000, ANY);
    clock.watermark(1, START + 1_000, true, 2);
    assertThat(clock.now()).isEqualTo(START + 1_000);
    clock.watermark(1, START + 2_000, false, 2);
    clock.watermark(1, START + 2_000, true, 2);
    assertThat(clock.now()).isEqualTo(START + 2_000);
  }

  @Test
  void shouldCountASourceThatIsIdleFromTheBeginning() {
    SourceClock clock = clockOf(2);
    clock.observe(0, START, ANY);

    clock.watermark(1, SourceTime.UNHEARD, true, 2);
    assertThat(clock.now()).isEqualTo(START - SKEW);
    clock.watermark(1, SourceTime.UNHEARD, true, 2);
    assertThat(clock.now()).isEqualTo(START);
  }

  @Test
  void shouldSayWhichSourceHoldsIt() {
    SourceClock clock = twoSources();
    clock.observe(0, START + 1_000, ANY);

    assertThat(clock.isHeldBy(0)).isFalse();
    assertThat(clock.isHeldBy(1)).isTrue();
    clock.silentUntil(1, clock.fastest() - 1);
    assertThat(clock.now()).isEqualTo(START + 999);
  }

  @Test
  void shouldNotBelieveTheJumpOfOneRecord() {
    SourceClock clock = clockOf(1);
    clock.observe(0, START, ANY);

    clock.observe(0, START + 2 * MINUTE, ANY);
    assertThat(clock.now()).isEqualTo(START);
  }

  @Test
  void shouldBelieveAJumpThatTwoSourcesAgreeOn() {
    SourceClock clock = twoSources();

    clock.observe(0, START + 4 * MINUTE, ANY);
    assertThat(clock.now()).isEqualTo(START);
    clock.observe(1, START + 4 * MINUTE + 30_000, ANY);
    assertThat(clock.now()).isEqualTo(START + 4 * MINUTE);
  }

  @Test
  void shouldNotTakeALesserJumpForAgreement() {
    SourceClock clock = twoSources();
    clock.observe(0, START + 10 * MINUTE, ANY);

    clock.observe(1, START + 9 * MINUTE - 1, ANY);
    assertThat(clock.now()).isEqualTo(START + 9 * MINUTE - 1 - SKEW);
    clock.observe(1, START + 9 * MINUTE, ANY);
    clock.observe(0, START + 10 * MINUTE, ANY);
    assertThat(clock.now()).isEqualTo(START + 9 * MINUTE);
  }

  @Test
  void shouldBelieveSixteenRecordsInARow() {
    SourceClock clock = clockOf(1);
    clock.observe(0, START, ANY);
    for (int i = 1; i < SourceTime.AGREEING; i++) {
      clock.observe(0, START + 10 * MINUTE + i, ANY);
    }
    assertThat(clock.now()).isEqualTo(START);

    clock.observe(0, START + 10 * MINUTE, ANY);
    assertThat(clock.now()).isEqualTo(START + 10 * MINUTE);
  }

  @Test
  void shouldBelieveADoubtedJumpWhenAllIsSilent() {
    SourceClock clock = twoSources();
    clock.observe(0, START + 3 * MINUTE, ANY);

    clock.allSilent(START + 3 * MINUTE);
    assertThat(clock.now()).isEqualTo(START + 3 * MINUTE);
  }

  @Test
  void shouldNotBelieveAJumpBeyondTheWallClockWhenAllIsSilent() {
    SourceClock clock = twoSources();
    clock.observe(0, START + 3 * MINUTE, ANY);

    clock.allSilent(START + 3 * MINUTE - 1);
    assertThat(clock.now()).isEqualTo(START);
  }

  @Test
  void shouldStayUnsetWhenAllIsSilentBeforeTheFirstRecord() {
    SourceClock clock = clockOf(1);
    clock.allSilent(START + 3 * MINUTE);
    assertThat(clock.now()).isEqualTo(SourceClock.UNSET);
  }

  @Test
  void shouldNotBeHeldBySourcesThatAreReadNoMore() {
    SourceClock before = clockOf(3);
    for (int source = 0; source < 3; source++) {
      before.observe(source, START, ANY);
    }
    SourceClock after = clockOf(2);
    after.restore(before.snapshot());
    after.keepOnly(source -> source != 1);
    after.observe(0, START + 30_000, ANY);
    after.observe(2, START + 20_000, ANY);
    assertThat(after.now()).isEqualTo(START + 20_000);
  }

  @Test
  void shouldWaitForAnotherWordAboutAFirstRecordThatIsFarAhead() {
    SourceClock clock = clockOf(1);
    clock.observe(0, START + 5 * MINUTE, START + MINUTE);
    assertThat(clock.now()).isEqualTo(SourceClock.UNSET);
    clock.observe(0, START, START + MINUTE);
    assertThat(clock.now()).isEqualTo(START);
  }
}
