// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.QuickSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/**
 * A task against a naive model, and a task that crashes at random places, also in the middle of its
 * replay, against an undisturbed one. Set the system property {@code traceweir.sequences} for more
 * sequences, and {@code traceweir.seed} to begin with the seed that a failure names.
 */
class CrashSimulationTest {
  private static final int SEQUENCES = Integer.getInteger("traceweir.sequences", 200);
  private static final int LENGTH = 80;
  private static final int CRASHES = 5;
  private static final long NO_BUDGET = Long.MAX_VALUE;

  /** Some traces of a few fragments each. */
  private static final long SMALL_BUDGET = 2_500;

  private static void sequences(LongConsumer run) {
    long first = Long.getLong("traceweir.seed", System.nanoTime());
    System.out.println("traceweir.seed=" + first);
    for (long seed = first; seed < first + SEQUENCES; seed++) {
      try {
        run.accept(seed);
      } catch (Throwable e) {
        throw new AssertionError("traceweir.seed=" + seed, e);
      }
    }
  }

  @Test
  void shouldDecideAsANaiveModelDoes() {
    sequences(
        seed -> {
          var traffic = new RandomTraffic(new Random(seed), LENGTH);
          PipelineSettings settings = settings(Partitioning.ANY, Guarantee.EXACTLY_ONCE);
          var model = new NaiveTask(settings.traces(), traffic.sources);
          traffic.events.forEach(model::take);
          SimulatedTask calm = run(settings, traffic, new Random(0), 0, NO_BUDGET);
          SimulatedTask crashing = run(settings, traffic, new Random(seed), CRASHES, NO_BUDGET);

          assertThat(decisions(calm)).containsExactlyInAnyOrderElementsOf(model.lines);
          assertThat(decisions(crashing)).containsExactlyInAnyOrderElementsOf(model.lines);
        });
  }

  private static List<String> decisions(SimulatedTask task) {
    return task.committed().stream().filter(line -> line.startsWith("decided")).toList();
  }

  @Test
  void shouldLeaveTheSameWithAndWithoutCrashes() {
    sequences(seed -> verifySame(seed, Partitioning.ANY, NO_BUDGET));
  }

  @Test
  void shouldLeaveTheSameWhenTheBufferOverflows() {
    sequences(seed -> verifySame(seed, Partitioning.ANY, SMALL_BUDGET));
  }

  @Test
  void shouldLeaveTheSameWithTwoTopicsKeyedByTraceId() {
    sequences(seed -> verifySame(seed, Partitioning.TRACE_ID, NO_BUDGET));
  }

  private static void verifySame(long seed, Partitioning partitioning, long budget) {
    PipelineSettings settings = settings(partitioning, Guarantee.EXACTLY_ONCE);
    var traffic = traffic(seed, partitioning);
    SimulatedTask calm = run(settings, traffic, new Random(0), 0, budget);
    SimulatedTask crashing = run(settings, traffic, new Random(seed), CRASHES, budget);

    if (partitioning == Partitioning.ANY) {
      assertThat(crashing.committed()).containsExactlyElementsOf(calm.committed());
    } else { // what was clamped and then believed may have another place within its tick
      assertThat(sorted(crashing.committed())).isEqualTo(sorted(calm.committed()));
    }
    assertThat(crashing.waiting()).isEqualTo(calm.waiting());
  }

  /**
   * Without the word for why now: where a time was clamped and then believed, the deadline of a
   * timeout and that of a root may be the same after a replay, and either word is true.
   */
  private static List<String> sorted(List<String> lines) {
    return lines.stream()
        .map(line -> line.replace(" root ", " ").replace(" timeout ", " "))
        .sorted()
        .toList();
  }

  private static RandomTraffic traffic(long seed, Partitioning partitioning) {
    return new RandomTraffic(new Random(seed), LENGTH, partitioning == Partitioning.TRACE_ID);
  }

  /** Some of it is there twice then, but all of it is there, and whole. */
  @Test
  void shouldLoseAndSplitNothingUnderAtLeastOnce() {
    sequences(
        seed -> {
          for (Partitioning partitioning : Partitioning.values()) {
            PipelineSettings settings = settings(partitioning, Guarantee.AT_LEAST_ONCE);
            var traffic = traffic(seed, partitioning);
            SimulatedTask calm = run(settings, traffic, new Random(0), 0, NO_BUDGET);
            SimulatedTask crashing = run(settings, traffic, new Random(seed), CRASHES, NO_BUDGET);

            assertThat(without(sorted(crashing.committed()), sorted(calm.committed()))).isEmpty();
            assertThat(crashing.waiting()).isEqualTo(calm.waiting());
          }
        });
  }

  /** The lines that are missing among others; one that is there twice has to be there twice. */
  private static List<String> without(List<String> among, List<String> lines) {
    List<String> missing = new ArrayList<>(lines);
    among.forEach(missing::remove);
    return missing;
  }

  /** Decisions are forgotten after 30 s, duplicates after 10 s; giant traces have nine items. */
  private static PipelineSettings settings(Partitioning partitioning, Guarantee guarantee) {
    PipelineSettings quick = QuickSettings.of("unused", Path.of("unused"), partitioning);
    PipelineSettings.Traces t = quick.traces();
    return QuickSettings.with(
        QuickSettings.with(quick, guarantee),
        new PipelineSettings.Traces(
            t.decisionWait(),
            t.decisionWaitAfterRoot(),
            t.logsOnlyWait(),
            8,
            t.limitBytes(),
            t.memoryBytes(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            t.maxSourceSkew()));
  }

  private static SimulatedTask run(
      PipelineSettings settings, RandomTraffic traffic, Random random, int crashes, long budget) {
    var task = new SimulatedTask(settings, traffic.sources, budget);
    traffic.events.stream().filter(e -> e.value() != null).forEach(task::append);
    new CrashingWalk(
            random,
            crashes,
            10,
            position -> task.step(),
            task::silence,
            task::commit,
            () -> task.crash(random))
        .over(traffic.events);
    return task;
  }
}
