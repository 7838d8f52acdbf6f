// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private static final long SECOND = 1_000_000_000;

  private final List<String> told = new ArrayList<>();
  private final Narrator narrator = new Narrator(10 * SECOND);

  @Test
  void shouldTellThePaceWithEachEventAndTheEndOfEachGap() {
    for (int i = 1; i <= 20; i++) {
      look(i * 5L, i / 10.0);
    }
    tell("killed worker 1 (kill -9)", 2);
    for (int i = 21; i <= 60; i++) {
      look(100, i / 10.0);
    }
    tell("worker 1 is back after 4.0 s", 6);
    look(101, 6.1);
    tell("worker 1 ended by itself\nits log", 6.1);
    assertThat(told)
        .containsExactly(
            "2.0 killed worker 1 (kill -9); deciding 50 traces/s",
            "6.0 worker 1 is back after 4.0 s; deciding 0 traces/s",
            "6.1 traces are decided again, after 4.1 s without any; deciding 1.0 traces/s",
            "6.1 worker 1 ended by itself\nits log");
    assertThat(narrator.longestGap()).isEqualTo(Duration.ofMillis(4_100));
    assertThat(narrator.events())
        .hasSize(4)
        .startsWith(new Event(Duration.ofSeconds(2), "killed worker 1 (kill -9)", 50));
  }

  @Test
  void shouldForgetTheOldestOfVeryManyEvents() {
    for (int i = 0; i < 1_500; i++) {
      tell("event " + i, i);
    }
    assertThat(narrator.events()).hasSize(1_000);
    assertThat(narrator.events().get(0).sentence()).isEqualTo("event 500");
  }

  private void look(long decided, double seconds) {
    narrator.look(decided, true, nanos(seconds), this::hear);
  }

  private void tell(String sentence, double seconds) {
    narrator.tell(nanos(seconds), sentence, this::hear);
  }

  private static long nanos(double seconds) {
    return 10 * SECOND + Math.round(seconds * SECOND);
  }

  private void hear(Duration at, String sentence) {
    told.add(at.toMillis() / 1e3 + " " + sentence);
  }
}
