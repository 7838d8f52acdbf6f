// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void shouldFindPercentilesInAnyOrder() {
    var latencies = new Latencies();
    for (long i = 2_000; i > 0; i--) {
      latencies.add(i);
    }
    assertThat(latencies.count()).isEqualTo(2_000);
    assertThat(latencies.percentile(0.5)).isEqualTo(1_000);
    assertThat(latencies.percentile(0.99)).isEqualTo(1_980);
    assertThat(latencies.percentile(1)).isEqualTo(2_000);
  }

  @Test
  void shouldCountWhatComesAfterALook() {
    var latencies = new Latencies();
    latencies.add(10);
    assertThat(latencies.percentile(1)).isEqualTo(10);
    latencies.add(5);
    assertThat(latencies.percentile(0.5)).isEqualTo(5);
  }

  @Test
  void shouldSayNothingOfNothing() {
    assertThat(new Latencies().percentile(0.5)).isNaN();
  }
}
