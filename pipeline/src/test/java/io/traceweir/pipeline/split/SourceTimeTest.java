// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SourceTimeTest {
  /** The first record is believed whatever its time. */
  private static final long ANY = Long.MAX_VALUE;

  private static final long JUMP = SourceTime.JUMP_MILLIS;

  private final SourceTime time = new SourceTime();

  @Test
  void shouldKnowNothingBeforeTheFirstRecord() {
    assertThat(time.millis()).isEqualTo(SourceTime.UNHEARD);
    assertThat(time.doubtedMillis()).isEqualTo(SourceTime.UNHEARD);
    assertThat(time.believe()).isFalse();
  }

  @Test
  void shouldFollowTheLargestTimeAndNeverGoBack() {
    assertThat(time.observe(1_000, ANY)).isTrue();
    assertThat(time.observe(3_000, ANY)).isTrue();
    assertThat(time.observe(2_000, ANY)).isFalse();
    assertThat(time.millis()).isEqualTo(3_000);
  }

  @Test
  void shouldBelieveAMinuteAheadButNotMore() {
    time.observe(0, ANY);

    assertThat(time.observe(JUMP, ANY)).isTrue();
    assertThat(time.observe(2 * JUMP + 1, ANY)).isFalse();
    assertThat(time.millis()).isEqualTo(JUMP);
    assertThat(time.doubtedMillis()).isEqualTo(2 * JUMP + 1);
  }

  @Test
  void shouldBelieveTheSmallestOfSixteenJumpsInARow() {
    time.observe(0, ANY);
    for (int i = 1; i < SourceTime.AGREEING; i++) {
      assertThat(time.observe(10 * JUMP - i, ANY)).isFalse();
    }

    assertThat(time.observe(12 * JUMP, ANY)).isTrue();
    assertThat(time.millis()).isEqualTo(10 * JUMP - 15);
    assertThat(time.doubtedMillis()).isEqualTo(SourceTime.UNHEARD);
  }

  @Test
  void shouldCountAgainWhenARecordContradictsTheJump() {
    time.observe(0, ANY);
    for (int i = 1; i < SourceTime.AGREEING; i++) {
      time.observe(10 * JUMP, ANY);
    }
    time.observe(500, ANY);

    assertThat(time.observe(10 * JUMP, ANY)).isFalse();
    assertThat(time.millis()).isEqualTo(500);
  }

  @Test
  void shouldBelieveAJumpWhenSomebodyElseSaysSo() {
    time.observe(0, ANY);
    time.observe(5 * JUMP, ANY);

    assertThat(time.believe()).isTrue();
    assertThat(time.millis()).isEqualTo(5 * JUMP);
    assertThat(time.believe()).isFalse();
  }

  @Test
  void shouldNotHoldAJumpBackByADoubtThatWasOvertaken() {
    time.observe(0, ANY);
    time.observe(2 * JUMP, ANY);
    time.raiseTo(3 * JUMP);

    for (int i = 0; i < SourceTime.AGREEING; i++) {
      time.observe(10 * JUMP, ANY);
    }
    assertThat(time.millis()).isEqualTo(10 * JUMP);
  }

  @Test
  void shouldGoOnAfterARestoreAsIfNothingHadHappened() {
    Random random = new Random(3);
    SourceTime copy = new SourceTime();
    for (int i = 0; i < 2_000; i++) {
      step(time, random.nextInt(12), random.nextInt(1_000));
      copy.restore(time.millis(), time.doubtedMillis(), time.doubtingRecords());
      int kind = random.nextInt(12);
      long millis = random.nextInt(1_000);
      assertThat(step(copy, kind, millis)).isEqualTo(step(time, kind, millis));
      assertThat(copy.millis()).isEqualTo(time.millis());
      assertThat(copy.doubtedMillis()).isEqualTo(time.doubtedMillis());
    }
  }

  /** Mostly records a little or far ahead, sometimes word from others. */
  private static boolean step(SourceTime time, int kind, long millis) {
    long from = Math.max(0, time.millis());
    return switch (kind) {
      case 0 -> time.believe();
      case 1 -> time.raiseTo(from + 2 * millis * 100);
      case 2 -> time.observe(from + millis, ANY);
      default -> time.observe(from + JUMP + millis, ANY);
    };
  }

  @Test
  void shouldAgreeWithANaiveModel() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      SourceTime real = new SourceTime();
      Model model = new Model();
      for (int i = 0; i < 300; i++) {
        long millis = model.believed + (long) (random.nextGaussian() * JUMP) + JUMP / 2;
        int kind = random.nextInt(20);
        if (kind == 0) {
          assertThat(real.believe()).isEqualTo(model.believe());
        } else if (kind == 1) {
          assertThat(real.raiseTo(millis)).isEqualTo(model.raise(millis));
        } else {
          assertThat(real.observe(millis, ANY)).isEqualTo(model.observe(millis));
        }
        assertThat(real.millis()).as("seed %d step %d", seed, i).isEqualTo(model.millis());
      }
    }
  }

  /** Keeps every record in doubt. */
  private static final class Model {
    long believed;
    private final List<Long> doubted = new ArrayList<>();
    private boolean heard;

    long millis() {
      return heard ? believed : SourceTime.UNHEARD;
    }

    boolean observe(long millis) {
      if (!heard || millis <= believed + JUMP) {
        doubted.clear();
        return raise(millis);
      }
      doubted.add(millis);
      return doubted.size() == SourceTime.AGREEING && believe();
    }

    boolean believe() {
      if (doubted.isEmpty()) {
        return false;
      }
      long least = Collections.min(doubted);
      doubted.clear();
      return raise(least);
    }

    boolean raise(long millis) {
      if (heard && millis <= believed) {
        return false;
      }
      heard = true;
      believed = millis;
      if (!doubted.isEmpty() && Collections.min(doubted) <= believed + JUMP) {
        doubted.clear();
      }
      return true;
    }
  }

  @Test
  void shouldNotBelieveAFirstRecordFarAheadOnItsOwn() {
    SourceTime first = new SourceTime();
    assertThat(first.observe(5 * JUMP, JUMP)).isFalse();
    assertThat(first.millis()).isEqualTo(SourceTime.UNHEARD);
    assertThat(first.observe(JUMP, JUMP)).isTrue();
    assertThat(first.millis()).isEqualTo(JUMP);
  }

  @Test
  void shouldBelieveFirstRecordsThatAgree() {
    SourceTime first = new SourceTime();
    for (int i = 1; i < SourceTime.AGREEING; i++) {
      assertThat(first.observe(5 * JUMP + i, JUMP)).isFalse();
    }
    assertThat(first.observe(6 * JUMP, JUMP)).isTrue();
    assertThat(first.millis()).isEqualTo(5 * JUMP + 1);
  }
}
