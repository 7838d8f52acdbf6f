// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.assemble.RandomTraffic.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A task that is short of memory decides early and forgets what it can, and crashes at random
 * places: what it has not forgotten is never decided again.
 */
class ShortMemoryCrashTest {
  private static final int SEQUENCES = 1_000;
  private static final int CRASHES = 5;

  private int forgotten;
  private int decidedAgain;

  @Test
  void shouldNeverDecideAgainWhatItHasNotForgotten() {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      var task = run(new RandomTraffic(new Random(seed), 80), new Random(seed));
      verify(task, seed);
    }
    assertThat(forgotten).isGreaterThan(SEQUENCES);
    assertThat(decidedAgain).isPositive();
  }

  /** What was decided again came after what had been decided, and after it was forgotten. */
  private void verify(RecallingTask task, int seed) {
    Set<String> known = new HashSet<>();
    Map<String, Long> ends = new HashMap<>();
    for (String line : task.committed()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("decided")) {
        String id = words[1];
        assertThat(known.add(id)).as("seed %d: %s is decided again", seed, id).isTrue();
        Long end = ends.put(id, Long.parseLong(words[3]));
        if (end != null) {
          assertThat(Long.parseLong(words[2])).as("seed %d: %s", seed, line).isGreaterThan(end);
          decidedAgain++;
        }
      } else if (words[0].equals("forgot")) {
        known.remove(words[1]);
        forgotten++;
      }
    }
  }

  /** No decision expires by the clock. */
  private static PipelineSettings settings() {
    PipelineSettings quick = QuickSettings.of("unused", Path.of("unused"));
    PipelineSettings.Traces t = quick.traces();
    return QuickSettings.with(
        quick,
        new PipelineSettings.Traces(
            t.decisionWait(),
            t.decisionWaitAfterRoot(),
            t.logsOnlyWait(),
            8,
            t.limitBytes(),
            t.memoryBytes(),
            Duration.ofDays(1_000),
            Duration.ofSeconds(10),
            t.maxSourceSkew()));
  }

  private static RecallingTask run(RandomTraffic traffic, Random random) {
    var task = new RecallingTask(settings(), traffic.sources);
    for (Event e : traffic.events) {
      if (e.value() != null) {
        task.append(e.key(), e.value());
      }
    }
    int crashes = CRASHES;
    int position = 0;
    int committed = 0;
    while (position < traffic.events.size()) {
      step(task, traffic.events.get(position));
      position++;
      if (random.nextInt(5) == 0) {
        task.squeeze(random.nextInt(4));
      }
      if (crashes > 0 && random.nextInt(10) == 0) {
        crashes--;
        task.crash();
        position = committed;
      } else if (random.nextInt(4) == 0) {
        task.commit();
        committed = position;
      }
    }
    task.commit();
    return task;
  }

  private static void step(RecallingTask task, Event e) {
    if (e.value() == null) {
      task.silence(e.silenceMillis());
    } else {
      task.step();
    }
  }
}
