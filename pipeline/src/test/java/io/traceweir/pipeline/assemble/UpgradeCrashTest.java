// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.assemble.RandomTraffic.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Crashes between the question for a dropped trace, its answer and the tick that has it: what comes
 * back comes back once, and as it does without crashes.
 */
class UpgradeCrashTest {
  private static final int SEQUENCES = 300;
  private static final int CRASHES = 8;
  private static final int[] ANSWER_EVERY = {1, 3, 17, 170};

  private static final String RULES =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100%, late_upgrade: { max_per_second: 1 } }
        - name: roots
          when: root.name == "root" and trace.span_count > 2
          keep: 50%
          late_upgrade: { max_per_second: 2 }
        - { name: rest, keep: 0% }
      """;

  @Test
  void shouldBringBackTheSameWithAndWithoutCrashes() {
    long upgraded = 0;
    long afterwards = 0;
    for (int seed = 0; seed < SEQUENCES; seed++) {
      var traffic = new RandomTraffic(new Random(seed), 80);
      int every = ANSWER_EVERY[seed % ANSWER_EVERY.length];
      RecallingTask calm = run(traffic, new Random(0), 0, every);
      RecallingTask crashing = run(traffic, new Random(seed), CRASHES, every);

      // what comes back in one tick may come in another order
      assertThat(crashing.committed())
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(calm.committed());
      assertThat(byTrace(crashing.committed()))
          .as("seed %d", seed)
          .isEqualTo(byTrace(calm.committed()));
      assertThat(crashing.waiting()).as("seed %d", seed).isEqualTo(calm.waiting());
      upgraded += calm.committed().stream().filter(line -> line.contains(" upgraded ")).count();
      afterwards += laterParts(calm.committed());
    }
    // else nothing was tried
    assertThat(upgraded).isGreaterThan(SEQUENCES / 2);
    assertThat(afterwards).isGreaterThan(SEQUENCES / 10);
  }

  /** Kept spans and logs of each trace, in their order. */
  private static Map<String, List<String>> byTrace(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("spans ") || line.startsWith("logs "))
        .collect(Collectors.groupingBy(line -> line.split(" ", -1)[1]));
  }

  /** Late parts of traces that came back. */
  private static long laterParts(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains(" late "))
        .map(line -> line.substring(0, line.indexOf(" late ")))
        .filter(start -> lines.stream().anyMatch(l -> l.startsWith(start + " upgraded ")))
        .count();
  }

  /** Decisions are forgotten after 30 s: with slow answers, before they are there. */
  private static PipelineSettings settings() {
    PipelineSettings quick = QuickSettings.of("unused", Path.of("unused"));
    PipelineSettings.Traces t = quick.traces();
    return QuickSettings.withRules(
        QuickSettings.with(
            quick,
            new PipelineSettings.Traces(
                t.decisionWait(),
                t.decisionWaitAfterRoot(),
                t.logsOnlyWait(),
                t.limitSpans(),
                t.limitBytes(),
                t.memoryBytes(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                t.maxSourceSkew())),
        RULES);
  }

  private static RecallingTask run(
      RandomTraffic traffic, Random random, int crashes, int answerEvery) {
    var task = new RecallingTask(settings(), traffic.sources);
    task.answerEveryTicks(answerEvery);
    for (Event e : traffic.events) {
      if (e.value() != null) {
        task.append(e.key(), e.value());
      }
    }
    IntConsumer take =
        position -> {
          task.step();
          if (position % 3 == 0) {
            task.look();
          }
        };
    new CrashingWalk(random, crashes, 8, take, task::silence, task::commit, task::crash)
        .over(traffic.events);
    return task;
  }
}
