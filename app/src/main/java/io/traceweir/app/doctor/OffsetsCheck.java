// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.GroupFacts;
import io.traceweir.app.doctor.facts.LogFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Whether what the group has committed is still, and already, in the logs. */
final class OffsetsCheck implements Check {
  @Override
  public String id() {
    return "group.offsets";
  }

  @Override
  public List<Finding> look(Case it) {
    String id = it.settings().kafka().applicationId();
    if (!it.facts().offsets().isThere()) {
      return List.of(Finding.unseen(id, "offsets", it.facts().offsets().refusal()));
    }
    List<Finding> findings = new ArrayList<>();
    long committed = 0;
    long fresh = 0;
    for (Map.Entry<TopicPartition, LogFacts> each : it.facts().logs().entrySet()) {
      LogFacts log = each.getValue();
      if (log.committedLater() == LogFacts.NONE) {
        fresh++;
        continue;
      }
      committed++;
      if (log.committedLater() < log.begin()) {
        findings.add(gone(it, each.getKey(), log));
      } else if (log.committedLater() > log.later()) {
        findings.add(beyond(each.getKey(), log));
      }
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(fine(it, committed, fresh)));
    }
    return findings;
  }

  private static String fine(Case it, long committed, long fresh) {
    if (committed == 0) {
      return "nothing is committed yet: the first start sets positions by input.start_from";
    }
    boolean running =
        it.facts().group().isThere() && !it.facts().group().get().state().equals(GroupFacts.ABSENT);
    return "the positions of "
        + Words.counted(committed, "partition")
        + " lie within their logs"
        + (fresh == 0 || !running ? "" : "; " + fresh + " have none yet");
  }

  private static Finding gone(Case it, TopicPartition partition, LogFacts log) {
    long lost = log.begin() - log.committedLater();
    String found =
        partition
            + " was read up to offset "
            + log.committedLater()
            + ", but begins at "
            + log.begin()
            + " now";
    boolean isLog = it.demands().logTopics().contains(partition.topic());
    return Finding.problem(
            partition.toString(),
            found,
            Words.counted(lost, "record")
                + " expired before being read, and are lost"
                + (isLog ? "; Traceweir does not start by itself" : ""))
        .mend(
            "To go on with what is left: stop all instances, then run this (with --execute in place"
                + " of --dry-run); and raise retention.ms of the topic:")
        .run(
            it.tools()
                .group(
                    "--reset-offsets --to-earliest --topic "
                        + partition.topic()
                        + ":"
                        + partition.partition()
                        + " --dry-run"));
  }

  private static Finding beyond(TopicPartition partition, LogFacts log) {
    return Finding.problem(
            partition.toString(),
            partition
                + " was read up to offset "
                + log.committedLater()
                + ", but ends at "
                + log.later(),
            "the topic was made anew, or a broker lost its end: records up to that offset would be"
                + " passed over, or nothing starts")
        .mend(
            "Start under a new kafka.application_id; what the old one remembered belongs to another"
                + " log");
  }
}
