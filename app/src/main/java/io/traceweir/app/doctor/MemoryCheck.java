// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.Answer;
import io.traceweir.app.doctor.facts.GroupFacts;
import io.traceweir.pipeline.ClusterTopics.Existing;
import io.traceweir.pipeline.PipelineSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Whether what waits and what is remembered fits: rate x wait x factor, and decisions. The wait is
 * the longest, {@code decision_wait}; traces whose root comes leave earlier.
 */
final class MemoryCheck implements Check {
  @Override
  public String id() {
    return "memory.heap";
  }

  @Override
  public List<Finding> look(Case it) {
    MemoryDemand demand = MemoryDemand.of(it);
    if (demand.bytes() <= 0) {
      return List.of(
          Finding.skipped(
              "no records came in the last 10 minutes, so there is no rate to judge by"));
    }
    if (demand.fragments() <= 0) {
      return List.of(Finding.skipped("none of the newest records could be read"));
    }
    PipelineSettings.Traces waits = it.settings().traces();
    Duration shortest =
        demand.rooted() > 0 && !waits.decisionWaitAfterRoot().isZero()
            ? min(waits.decisionWaitAfterRoot(), waits.decisionWait())
            : waits.decisionWait();
    double remembered = demand.remembered(waits, partitions(it));
    double most = demand.waiting(waits.decisionWait()) + remembered;
    double least = demand.waiting(shortest) + remembered;
    int instances = Math.max(1, processes(it.facts().group()));
    double budget = (double) it.circumstances().budgetBytes() * instances;
    String found = found(it, demand, remembered, most);
    String room =
        Words.counted(instances, "instance")
            + " with traces.memory "
            + Words.bytes((double) it.circumstances().budgetBytes())
            + " of a heap of "
            + Words.bytes((double) it.circumstances().heapBytes());
    if (most <= budget) {
      return List.of(Finding.ok(found + "; it fits into " + room));
    }
    long needed = (long) Math.ceil(most / it.circumstances().budgetBytes());
    String tooMuch = found + "; " + room + (instances == 1 ? " holds less" : " hold less");
    String mend =
        "Run "
            + Words.counted(needed, "instance")
            + " like that, or give each "
            + Words.bytes(heapFor(it, most / instances))
            + " of heap, or wait less (traces.decision_wait)";
    return least > budget
        ? List.of(
            Finding.problem(
                    "",
                    tooMuch,
                    "the oldest traces are decided before they are complete (trigger memory)")
                .mend(mend))
        : List.of(
            Finding.warning(
                    "",
                    tooMuch
                        + ". With roots that come at once it would be "
                        + Words.bytes(least)
                        + ", which fits",
                    "when roots stay away, traces are decided before they are complete")
                .mend(mend));
  }

  private static String found(Case it, MemoryDemand demand, double remembered, double most) {
    Duration wait = it.settings().traces().decisionWait();
    return String.format(
        Locale.ROOT,
        "%s records/s, %s/s, about %s traces/s: x %s wait x %.2f = %s, and %s of decisions"
            + " remembered: %s at most",
        Words.rate(demand.records()),
        Words.bytes(demand.bytes()),
        Words.rate(demand.traces()),
        Words.time(wait),
        demand.factor(),
        Words.bytes(demand.waiting(wait)),
        Words.bytes(remembered),
        Words.bytes(most));
  }

  /** The budget is a share of the heap, or a number of bytes that has to grow with it. */
  private static double heapFor(Case it, double budgetBytes) {
    double share =
        (double) it.circumstances().budgetBytes() / Math.max(1, it.circumstances().heapBytes());
    return budgetBytes / Math.max(0.01, Math.min(1, share));
  }

  private static int processes(Answer<GroupFacts> group) {
    return group.isThere() ? group.get().processes() : 0;
  }

  private static int partitions(Case it) {
    Existing log = it.existing().get(it.demands().logTopics().get(0));
    return log == null ? it.settings().fragments().partitions() : log.partitions();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
