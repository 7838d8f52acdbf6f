// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of what arrives is kept, as an expectation: no trace's randomness is asked here. */
class ArrivalRateTest {
  private static final double MEMORY = ArrivalRate.MEMORY_SECONDS;

  /** What arrived, with the share of it that is kept. */
  private record Arrived(double seconds, double size, double share) {
    double kept() {
      return size * share;
    }
  }

  private final List<Arrived> arrived = new ArrayList<>();

  private void arrive(ArrivalRate rate, double seconds, double size) {
    double share = Math.min(1, rate.add(size, 1, Math.round(1_000 * seconds)));
    arrived.add(new Arrived(seconds, size, share));
  }

  private double kept(double fromSeconds, double toSeconds) {
    return arrived.stream()
        .filter(a -> a.seconds >= fromSeconds && a.seconds < toSeconds)
        .mapToDouble(Arrived::kept)
        .sum();
  }

  /** Traces at random moments, so many a second on average. */
  private void poisson(ArrivalRate rate, Traffic traffic, SplittableRandom random) {
    double at = traffic.from;
    while (true) {
      at -= Math.log(1 - random.nextDouble()) / traffic.tracesPerSecond;
      if (at >= traffic.to) {
        return;
      }
      arrive(rate, at, traffic.sizes.of(random));
    }
  }

  private record Traffic(double tracesPerSecond, double from, double to, Sizes sizes) {}

  private interface Sizes {
    double of(SplittableRandom random);

    /** Most are small and few are very large, 10 on average or so. */
    static double skewed(SplittableRandom random) {
      return Math.ceil(Math.min(2_000, 4 / Math.pow(1 - random.nextDouble(), 0.6)));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {20, 50, 200, 5_000})
  void shouldHoldTheLimitWhereMoreComes(double tracesPerSecond) {
    var rate = new ArrivalRate(100);
    rate.begin(0);

    poisson(rate, new Traffic(tracesPerSecond, 0, 2_000, Sizes::skewed), new SplittableRandom(1));

    assertThat(kept(0, 1_000) / 1_000).isBetween(90.0, 101.0);
    assertThat(kept(1_000, 2_000) / 1_000).isBetween(90.0, 101.0);
  }

  @Test
  void shouldKeepAllWhereLessComes() {
    var rate = new ArrivalRate(100);
    rate.begin(0);

    poisson(rate, new Traffic(50, 0, 1_000, random -> 1), new SplittableRandom(2));

    assertThat(arrived).allMatch(a -> a.share == 1);
  }

  /** 10 traces a second, divided over 64 partitions, of which each has one in 13 s. */
  @Test
  void shouldKeepNearlyAllOfHalfTheLimitWhereAPartitionHasLittleOfIt() {
    SplittableRandom random = new SplittableRandom(3);
    for (int partition = 0; partition < 64; partition++) {
      var rate = new ArrivalRate(10.0 / 64);
      rate.begin(0);
      poisson(rate, new Traffic(5.0 / 64, 0, 3_600, r -> 1), random);
    }

    double share = kept(0, 3_600) / arrived.size();
    assertThat(share).isGreaterThan(0.97).isLessThan(1);
  }

  @Test
  void shouldHoldSmallLimitsTogetherWhereMoreComes() {
    SplittableRandom random = new SplittableRandom(4);
    for (int partition = 0; partition < 64; partition++) {
      var rate = new ArrivalRate(10.0 / 64);
      rate.begin(0);
      poisson(rate, new Traffic(100.0 / 64, 0, 3_600, r -> 1), random);
    }

    assertThat(kept(600, 3_600) / 3_000).isBetween(9.5, 10.2);
  }

  @ParameterizedTest
  @CsvSource({"1000, 0", "100000, 0", "100000, 1700000000"})
  void shouldHoldTheLimitFromTheStart(double tracesPerSecond, double start) {
    var rate = new ArrivalRate(100);
    rate.begin(Math.round(1_000 * start));

    poisson(rate, new Traffic(tracesPerSecond, start, start + 5, r -> 1), new SplittableRandom(5));

    assertThat(kept(start, start + 5)).isBetween(490.0, 560.0);
  }

  /** The bound that docs/rules.md states, over every stretch of random traffic with bursts. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void shouldKeepNoMoreThanTheStatedBoundOverAnyStretch(int seed) {
    double limit = 20;
    var rate = new ArrivalRate(limit);
    Random random = new Random(seed);
    double at = 0;
    for (int i = 0; i < 3_000; i++) {
      boolean burst = random.nextInt(100) < 97;
      at += burst ? random.nextInt(3) / 1e3 : random.nextInt(20_000) / 1e3;
      arrive(rate, at, 3);
    }

    double[] weighed = weighed();
    double nearest = 0;
    double furthest = Double.NEGATIVE_INFINITY;
    for (int from = 0; from < arrived.size(); from++) {
      double kept = 0;
      for (int to = from; to < arrived.size(); to++) {
        kept += arrived.get(to).kept();
        double seconds = arrived.get(to).seconds - arrived.get(from).seconds;
        double overload = Math.max(1, weighed[to] / (limit * MEMORY));
        double bound = limit * (seconds + MEMORY * (1 + Math.log(overload)));
        furthest = Math.max(furthest, kept - bound);
        nearest = Math.max(nearest, kept / bound);
      }
    }
    assertThat(furthest).as("beyond the bound, seed %s", seed).isLessThan(1e-6);
    assertThat(nearest).as("how near the bound it came").isGreaterThan(0.8);
  }

  /** Everything that came, each for as much as its age leaves of it. */
  private double[] weighed() {
    double[] weighed = new double[arrived.size()];
    for (int i = 0; i < weighed.length; i++) {
      for (int j = 0; j <= i; j++) {
        double age = arrived.get(i).seconds - arrived.get(j).seconds;
        weighed[i] += arrived.get(j).size * Math.exp(-age / MEMORY);
      }
    }
    return weighed;
  }

  /** A sum over all arrivals, each time anew. */
  @Test
  void shouldAgreeWithANaiveModel() {
    double limit = 40;
    var rate = new ArrivalRate(limit);
    rate.begin(5_000);
    SplittableRandom random = new SplittableRandom(6);
    poisson(rate, new Traffic(20, 5, 60, r -> 7), random);
    poisson(rate, new Traffic(1, 60, 90, r -> 7), random);
    poisson(rate, new Traffic(60, 200, 220, r -> 7), random);

    double[] weighed = weighed();
    for (int i = 0; i < weighed.length; i++) {
      double time = MEMORY * (1 - Math.exp(-(arrived.get(i).seconds - 5) / MEMORY));
      double enough = ArrivalRate.LEAST_TRACES * 7 / limit;
      double expected = Math.min(1, limit * Math.max(time, enough) / weighed[i]);
      assertThat(arrived.get(i).share).as("%s", i).isCloseTo(expected, within(0.002));
    }
  }

  @Test
  void shouldGoOnAfterTheClockJumped() {
    var rate = new ArrivalRate(100);
    rate.begin(Long.MIN_VALUE);
    for (int i = 0; i < 10_000; i++) {
      arrive(rate, 1_000, 1);
    }
    assertThat(arrived.get(9_999).share).isLessThan(0.2);

    double nextYear = 1_000 + 365.0 * 86_400;
    arrive(rate, nextYear, 1);
    arrive(rate, 1_001, 1);
    assertThat(rate.add(1, 1, Long.MIN_VALUE)).isGreaterThan(1);
    assertThat(arrived.subList(10_000, 10_002)).allMatch(a -> a.share == 1);

    poisson(rate, new Traffic(1_000, nextYear, nextYear + 100, r -> 1), new SplittableRandom(7));
    assertThat(kept(nextYear + 50, nextYear + 100) / 50).isBetween(95.0, 105.0);
  }

  @Test
  void shouldRecoverSoonFromOneGiantTrace() {
    var rate = new ArrivalRate(8);
    rate.begin(0);
    SplittableRandom random = new SplittableRandom(8);
    poisson(rate, new Traffic(0.25, 0, 600, r -> 18), random);
    arrive(rate, 600, 20_000);
    int giant = arrived.size() - 1;
    assertThat(arrived.get(giant).kept()).isBetween(80.0, 1_000.0);

    poisson(rate, new Traffic(0.25, 600, 1_200, r -> 18), random);
    double usual = arrived.stream().filter(a -> a.seconds > 800).mapToDouble(a -> a.share).sum();
    assertThat(usual / arrived.stream().filter(a -> a.seconds > 800).count()).isGreaterThan(0.9);
  }

  @Test
  void shouldBeTheSameForTheSameTraces() {
    for (int run = 0; run < 2; run++) {
      var rate = new ArrivalRate(100);
      rate.begin(0);
      poisson(rate, new Traffic(100, 0, 60, Sizes::skewed), new SplittableRandom(9));
    }

    int half = arrived.size() / 2;
    assertThat(arrived.subList(0, half)).isEqualTo(arrived.subList(half, 2 * half));
    assertThat(arrived.get(half - 1).share).isLessThan(1);
  }
}
