// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.assemble.RandomTraffic.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A task that crashes at random places leaves what an undisturbed one leaves. */
class CrashSimulationTest {
  private static final int SEQUENCES = 1_000;
  private static final int CRASHES = 5;

  @Test
  void shouldDecideTheSameWithAndWithoutCrashes() {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      var traffic = new RandomTraffic(new Random(seed), 80);
      SimulatedTask calm = run(traffic, new Random(0), 0);
      SimulatedTask crashing = run(traffic, new Random(seed), CRASHES);

      assertThat(crashing.committed())
          .as("seed %d", seed)
          .containsExactlyElementsOf(calm.committed());
      assertThat(crashing.waiting()).as("seed %d", seed).isEqualTo(calm.waiting());
    }
  }

  /** Decisions are forgotten after 30 s, duplicates after 10 s; giant traces have nine items. */
  private static PipelineSettings settings() {
    PipelineSettings quick = QuickSettings.of("unused", Path.of("unused"));
    return QuickSettings.with(
        quick,
        new PipelineSettings.Traces(
            quick.traces().decisionWait(),
            quick.traces().decisionWaitAfterRoot(),
            quick.traces().logsOnlyWait(),
            8,
            quick.traces().limitBytes(),
            quick.traces().memoryBytes(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            quick.traces().maxSourceSkew()));
  }

  static SimulatedTask run(RandomTraffic traffic, Random random, int crashes) {
    var task = new SimulatedTask(settings(), traffic.sources);
    for (Event e : traffic.events) {
      if (e.value() != null) {
        task.append(e.key(), e.value());
      }
    }
    int left = crashes;
    int position = 0;
    int committed = 0;
    while (position < traffic.events.size()) {
      Event e = traffic.events.get(position);
      if (e.value() == null) {
        task.commit();
        task.silence(e.silenceMillis());
        task.commit();
        committed = position + 1;
      } else {
        task.step();
      }
      position++;
      if (left > 0 && random.nextInt(10) == 0) {
        left--;
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
}
