// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
  private final Fingerprints prints = new Fingerprints();

  @Test
  void shouldAgreeWithAHashSetAndKeepTheOrder() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      prints.clear();
      Set<Integer> model = new LinkedHashSet<>();
      int range = 1 << (2 + random.nextInt(14));
      int shift = random.nextInt(20);
      for (int i = 0; i < 4_000; i++) {
        int print = random.nextInt(range) << shift;
        int stored = print == 0 ? 1 : print;
        assertThat(prints.contains(print)).isEqualTo(model.contains(stored));
        assertThat(prints.add(print)).isEqualTo(model.add(stored));
      }
      assertThat(prints.size()).isEqualTo(model.size());
      assertThat(prints.toArray()).containsExactly(model.stream().mapToInt(p -> p).toArray());
    }
  }

  @Test
  void shouldTakeAnyNumberIncludingZero() {
    for (int print : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertThat(prints.contains(print)).isFalse();
      assertThat(prints.add(print)).isTrue();
      assertThat(prints.add(print)).isFalse();
      assertThat(prints.contains(print)).isTrue();
    }
  }

  @Test
  void shouldBeEmptyAfterBeingLargeAndCleared() {
    for (int i = 1; i <= 10_000; i++) {
      prints.add(i);
    }
    prints.clear();

    assertThat(prints.size()).isZero();
    assertThat(prints.toArray()).isEmpty();
    for (int i = 1; i <= 10_000; i++) {
      assertThat(prints.contains(i)).isFalse();
    }
    assertThat(prints.add(7)).isTrue();
    assertThat(prints.toArray()).containsExactly(7);
  }

  @Test
  void shouldTellFragmentsOfLogsApartByTheirBytesAlone() {
    byte[] bytes = {9, 1, 2, 3, 9};

    assertThat(Fingerprints.of(bytes, 1, 3)).isEqualTo(Fingerprints.of(new byte[] {1, 2, 3}, 0, 3));
    assertThat(Fingerprints.of(bytes, 1, 3)).isNotEqualTo(Fingerprints.of(bytes, 1, 4));
  }
}
