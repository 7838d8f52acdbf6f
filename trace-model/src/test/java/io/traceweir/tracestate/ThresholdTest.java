// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.tracestate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
  @ParameterizedTest
  @CsvSource({
    "1.0, 0",
    "0.5, 8",
    "0.25, c",
    "0.75, 4",
    "0.1, e6666666666666",
    "0.01, fd70a3d70a3d71",
    "0.9375, 1",
    "0.99609375, 01"
  })
  void shouldEncodeKnownProbabilities(double probability, String th) {
    assertThat(Threshold.encode(Threshold.ofProbability(probability))).isEqualTo(th);
  }

  @Test
  void shouldKeepExactlyWhatIsAtOrAboveTheThreshold() {
    long half = Threshold.ofProbability(0.5);
    assertThat(half).isEqualTo(0x80_0000_0000_0000L);
    assertThat(Threshold.keeps(half, half)).isTrue();
    assertThat(Threshold.keeps(half - 1, half)).isFalse();
    assertThat(Threshold.keeps(0, Threshold.ofProbability(1))).isTrue();
    assertThat(Threshold.keeps((1L << 56) - 1, Threshold.ofProbability(0))).isFalse();
  }

  @Test
  void shouldKeepNothingAtProbabilityZero() {
    assertThat(Threshold.ofProbability(0)).isEqualTo(Threshold.NEVER);
    assertThat(Threshold.adjustedCount(Threshold.NEVER)).isZero();
    assertThatThrownBy(() -> Threshold.encode(Threshold.NEVER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldCountAKeptSpanForThoseThatWereNot() {
    assertThat(Threshold.adjustedCount(0)).isEqualTo(1);
    assertThat(Threshold.adjustedCount(Threshold.ofProbability(0.25))).isEqualTo(4);
    assertThat(Threshold.adjustedCount(Threshold.ofProbability(0.1))).isCloseTo(10, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "1.1", "NaN"})
  void shouldRefuseWhatIsNoProbability(double probability) {
    assertThatThrownBy(() -> Threshold.ofProbability(probability))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 0",
    "0.5, 8",
    "0.1, e666",
    "0.3333333, aaab",
    "0.01, fd70a",
    "0.001, ffbe77",
    "0.000001, ffffef39",
    "0.999999, 0",
    "0.9999, 0007"
  })
  void shouldRoundToFourDigitsBehindTheLeadingOnes(double probability, String th) {
    assertThat(Threshold.encode(Threshold.ofProbability(probability, 4))).isEqualTo(th);
  }

  @Test
  void shouldStayNearTheProbabilityWhenItRounds() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      double p = Math.pow(2, -40 * random.nextDouble());
      long threshold = Threshold.ofProbability(p, 4);
      double kept = Threshold.probability(threshold);
      assertThat(threshold).isLessThan(Threshold.NEVER);
      assertThat(kept).as("%s", p).isCloseTo(p, within(Math.min(p / 8_000, 1.0 / (1 << 17))));
      assertThat(kept * Threshold.adjustedCount(threshold)).isCloseTo(1, within(1e-12));
    }
    assertThat(Threshold.ofProbability(0, 4)).isEqualTo(Threshold.NEVER);
  }
}
