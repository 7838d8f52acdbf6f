// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.traceweir.servicegraph.ServiceGraphSettings;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesValueTest {
  private static final Buckets BUCKETS =
      new Buckets(List.of(Duration.ofMillis(2), Duration.ofMillis(10)));

  @Test
  void shouldComeToTheSameHoweverItIsMerged() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      List<Observation> observations = new ArrayList<>();
      for (int i = random.nextInt(40); i >= 0; i--) {
        observations.add(Observation.any(random));
      }
      SeriesValue together = SeriesValue.empty(BUCKETS, 1);
      observations.forEach(each -> each.into(together));

      List<SeriesValue> parts = new ArrayList<>();
      for (Observation each : observations) {
        SeriesValue part = SeriesValue.empty(BUCKETS, 1);
        each.into(part);
        parts.add(part);
      }
      Collections.shuffle(parts, random);
      while (parts.size() > 1) {
        SeriesValue left = parts.remove(random.nextInt(parts.size()));
        SeriesValue right = parts.remove(random.nextInt(parts.size()));
        left.add(SeriesValue.decode(right.encode()));
        parts.add(left);
      }

      assertThat(parts.get(0)).isEqualTo(together);
      Observation.check(observations, together);
    }
  }

  private record Observation(long nanos, long times) {
    static Observation any(Random random) {
      long nanos = random.nextLong() >>> (1 + random.nextInt(63));
      return new Observation(nanos, 1L << random.nextInt(20));
    }

    void into(SeriesValue value) {
      value.count(times);
      value.observe(0, BUCKETS.indexOf(nanos), nanos, times);
    }

    static void check(List<Observation> all, SeriesValue value) {
      BigInteger sum = BigInteger.ZERO;
      long[] buckets = new long[3];
      for (Observation each : all) {
        sum = sum.add(BigInteger.valueOf(each.nanos).multiply(BigInteger.valueOf(each.times)));
        int bucket = each.nanos <= 2_000_000 ? 0 : each.nanos <= 10_000_000 ? 1 : 2;
        buckets[bucket] += each.times;
      }
      assertThat(value.count()).isEqualTo(Arrays.stream(buckets).sum());
      assertThat(value.bucketCounts(0)).isEqualTo(buckets);
      assertThat(value.sumNanos(0)).isCloseTo(sum.doubleValue(), within(sum.doubleValue() * 1e-15));
    }
  }

  @Test
  void shouldKeepASumBeyondSixtyThreeBits() {
    SeriesValue value = SeriesValue.empty(BUCKETS, 1);
    for (int i = 0; i < 1000; i++) {
      value.observe(0, 2, Long.MAX_VALUE, 1000);
    }
    assertThat(SeriesValue.decode(value.encode()).sumNanos(0))
        .isCloseTo(0x1p63 * 1e6, within(1e12));
  }

  @Test
  void shouldStayAtTheLargestCountHoweverItIsMerged() {
    SeriesValue value = SeriesValue.empty(BUCKETS, 1);
    for (int i = 0; i < 3; i++) {
      new Observation(1, Long.MAX_VALUE / 2).into(value);
    }
    SeriesValue twice = value.copy();
    twice.add(SeriesValue.decode(value.encode()));
    for (SeriesValue each : List.of(value, twice)) {
      assertThat(each.count()).isEqualTo(Long.MAX_VALUE);
      assertThat(each.bucketCounts(0)).containsExactly(Long.MAX_VALUE, 0, 0);
    }
  }

  @Test
  void shouldCountABoundIntoTheBucketBelow() {
    assertThat(BUCKETS.indexOf(0)).isZero();
    assertThat(BUCKETS.indexOf(2_000_000)).isZero();
    assertThat(BUCKETS.indexOf(2_000_001)).isEqualTo(1);
    assertThat(BUCKETS.indexOf(10_000_000)).isEqualTo(1);
    assertThat(BUCKETS.indexOf(10_000_001)).isEqualTo(2);
    assertThat(BUCKETS.indexOf(Long.MAX_VALUE)).isEqualTo(2);
  }

  @Test
  void shouldRefuseBoundsThatDoNotAscend() {
    List<Duration> bounds = List.of(Duration.ofMillis(5), Duration.ofMillis(5));
    ServiceGraphSettings graph = ServiceGraphSettings.DEFAULT.withBuckets(bounds);
    assertThatThrownBy(() -> MetricsSettings.DEFAULT.with(graph))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bucket bounds must ascend: PT0.005S after PT0.005S");
  }

  @Test
  void shouldBeSmallWhenATickAddsOneSpan() {
    SeriesValue value = SeriesValue.empty(new Buckets(bounds(16)), 1);
    value.count(1);
    value.observe(0, 7, 150_000_000, 1);
    assertThat(value.encode()).hasSizeLessThan(20);
  }

  @Test
  void shouldStartTheHistogramAgainWhenItsBoundsWereChanged() {
    SeriesValue before = SeriesValue.empty(BUCKETS, 1);
    before.count(5);
    before.observe(0, 0, 1, 5);
    SeriesValue after = SeriesValue.empty(new Buckets(bounds(4)), 1);
    after.count(2);
    after.observe(0, 3, 7, 2);

    before.add(after);

    assertThat(before.count()).isEqualTo(7);
    assertThat(before.bucketCounts(0)).containsExactly(0, 0, 0, 2, 0);
    after.observe(0, 3, 7, 1);
    assertThat(before.bucketCounts(0)).containsExactly(0, 0, 0, 2, 0);
  }

  @Test
  void shouldStartFromZeroOfTheSameShape() {
    SeriesValue value = SeriesValue.empty(BUCKETS, 2);
    value.count(3);
    value.observe(1, 2, 99, 3);
    SeriesValue zero = value.zero();
    assertThat(zero.isZero()).isTrue();
    zero.add(value);
    assertThat(zero).isEqualTo(value).isNotEqualTo(value.zero());
  }

  @Test
  void shouldRefuseGarbledBytes() {
    SeriesValue value = SeriesValue.empty(BUCKETS, 1);
    value.observe(0, 1, 5, 1);
    byte[] bytes = value.encode();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> SeriesValue.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    Random random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      byte[] garbled = bytes.clone();
      garbled[random.nextInt(garbled.length)] = (byte) random.nextInt();
      try {
        SeriesValue.decode(garbled);
      } catch (IllegalArgumentException expected) {
        assertThat(expected.getMessage()).startsWith("series value");
      }
    }
  }

  private static List<Duration> bounds(int count) {
    List<Duration> bounds = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      bounds.add(Duration.ofMillis(i * 10L));
    }
    return bounds;
  }
}
