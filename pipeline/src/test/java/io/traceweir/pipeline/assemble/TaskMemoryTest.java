// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.PipelineMeters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskMemoryTest {
  private static final long BUDGET = 1 << 20;

  private final AssemblerRun run = new AssemblerRun(AssemblerRun.settings());
  private final Assembler assembler = run.assembler;
  private final MemoryBudget budget = new MemoryBudget(BUDGET);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Long> deleted = new ArrayList<>();
  private final TaskMemory memory =
      new TaskMemory(assembler, budget, new PipelineMeters(meters), deleted::add);

  private void traces(int count) {
    int first = assembler.buffer.size();
    for (int i = 0; i < count; i++) {
      run.spans(1_000_000 + first + i, assembler.clock.now());
    }
  }

  /** Decisions with so many fingerprints each, in blocks of a hundred. */
  private void decisions(int count, int prints) {
    for (int i = 0; i < count; i += 100) {
      var columns = new MemoryBlock.Columns();
      for (int j = i; j < i + 100; j++) {
        columns.add(j, j, new Outcome(true, "rule", 0), new int[prints]);
      }
      var header =
          new MemoryBlock.Header(
              assembler.positions(), 0, false, assembler.replayFrom(), new LogIdentity(1, 0));
      assembler.memory.load(i, new MemoryBlock(header, columns));
    }
  }

  private double forgotten(String what) {
    return meters.get("traceweir.forgotten").tag("what", what).counter().count();
  }

  @Test
  void shouldTellTheBudgetWhatWaitsAndWhatIsRemembered() {
    run.clock(0);
    traces(100);
    decisions(100, 3);
    memory.account();
    assertThat(budget.usedBytes())
        .isEqualTo(assembler.buffer.heapBytes() + assembler.memory.heapBytes());

    memory.release();
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void shouldDoNothingWithinTheBudget() {
    run.clock(0);
    traces(1_000);
    memory.makeRoom();

    assertThat(assembler.buffer.hasDueNow()).isFalse();
  }

  @Test
  void shouldDecideTheOldestSoManyAtATimeUntilThereIsRoom() {
    run.clock(0);
    traces(4_000);
    int before = assembler.buffer.size();
    assertThat(assembler.buffer.heapBytes()).isGreaterThan(BUDGET);
    memory.makeRoom(); // the first call knows of all that have begun
    run.poll();
    int left = assembler.buffer.size();
    traces(10);
    memory.makeRoom();
    run.poll();

    assertThat(before - left).isPositive();
    assertThat(run.due).allMatch(line -> line.contains(" memory "));
    assertThat(run.due.get(0)).startsWith("1000000 ");
    assertThat(left + 10 - assembler.buffer.size()).isBetween(0, TaskMemory.MOST_EVICTED + 10);
    memory.account();
    assertThat(budget.overBytes()).isNegative();
  }

  @Test
  void shouldNotHoldUpTheThreadWhenFarTooMuchIsThere() {
    run.clock(0);
    traces(8_000);
    memory.makeRoom();
    run.poll();
    run.due.clear();
    budget.change(10 * BUDGET, 0); // of other tasks
    traces(5);
    memory.makeRoom();
    run.poll();

    assertThat(run.due).hasSizeLessThanOrEqualTo(TaskMemory.MOST_EVICTED + 5);
  }

  @Test
  void shouldForgetFingerprintsBeforeItDecidesEarly() {
    run.clock(0);
    decisions(2_000, 150);
    traces(10);
    assertThat(assembler.memory.heapBytes()).isGreaterThan(BUDGET);
    memory.makeRoom();

    assertThat(forgotten("fingerprints")).isPositive();
    assertThat(forgotten("decisions")).isZero();
    assertThat(assembler.buffer.hasDueNow()).isFalse();
    assertThat(budget.overBytes()).isNotPositive();
  }

  @Test
  void shouldForgetDecisionsWhenThereAreNoFingerprintsLeft() {
    run.clock(0);
    decisions(30_000, 1);
    traces(10);
    assertThat(assembler.memory.heapBytes()).isGreaterThan(BUDGET);
    memory.makeRoom();

    assertThat(forgotten("decisions")).isEqualTo(100.0 * deleted.size()).isPositive();
    assertThat(deleted.get(0)).isZero();
    assertThat(assembler.memory.find(0, 0, 0)).isEqualTo(DecisionMemory.UNKNOWN);
    assertThat(assembler.memory.find(29_999, 29_999, 0)).isNotEqualTo(DecisionMemory.UNKNOWN);
  }

  @Test
  void shouldForgetNoDecisionsWhileLateFragmentsWait() {
    run.clock(0);
    decisions(30_000, 1);
    run.spans(5, 0);
    assertThat(assembler.buffer.hasLate()).isTrue();
    memory.makeRoom();
    assertThat(forgotten("decisions")).isZero();

    run.clock(250);
    memory.forget();
    assertThat(forgotten("decisions")).isPositive();
  }

  @Test
  void shouldForgetNoDecisionsThatAReplayNeeds() {
    run.clock(0);
    traces(1);
    run.clock(250);
    decisions(30_000, 1);
    memory.makeRoom();

    assertThat(assembler.memory.heapBytes()).isGreaterThan(BUDGET);
    assertThat(forgotten("fingerprints")).isPositive();
    assertThat(forgotten("decisions")).isZero();
    assertThat(assembler.buffer.hasDueNow()).as("so the trace has to go").isTrue();
  }
}
