// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.TopicFacts;
import io.traceweir.pipeline.ClusterTopics.Existing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether numbers of partitions fit together, and every partition has a leader. */
final class PartitionsCheck implements Check {
  @Override
  public String id() {
    return "topics.partitions";
  }

  @Override
  public List<Finding> look(Case it) {
    List<Finding> findings = new ArrayList<>();
    Map<String, Existing> existing = it.existing();
    for (var finding : it.demands().partitionFindings(existing)) {
      findings.add(refused(it, finding.topic(), finding.what()));
    }
    changelogs(it, existing, findings);
    leaders(it, findings);
    if (findings.isEmpty()) {
      findings.add(Finding.ok(fine(it, existing)));
    }
    return findings;
  }

  private static Finding refused(Case it, String topic, String what) {
    Finding finding = Finding.problem(topic, what, "Traceweir does not start");
    if (!it.settings().inputTopics().contains(topic)) {
      return finding;
    }
    int most =
        it.settings().inputTopics().stream()
            .map(it.facts().topics()::get)
            .mapToInt(t -> t == null ? 0 : t.partitions().size())
            .max()
            .orElse(0);
    Finding mended =
        finding.mend(
            "Stop the senders, let Traceweir decide what is there, then give all as many (which"
                + " moves trace ids, so start under a new kafka.application_id):");
    for (String input : it.settings().inputTopics()) {
      TopicFacts facts = it.facts().topics().get(input);
      if (facts != null && facts.partitions().size() < most) {
        mended =
            mended.run(it.tools().topics("--alter --topic " + input + " --partitions " + most));
      }
    }
    return mended;
  }

  private static void changelogs(Case it, Map<String, Existing> existing, List<Finding> findings) {
    it.demands()
        .changelogPartitions(existing)
        .forEach(
            (changelog, wanted) -> {
              Existing topic = existing.get(changelog);
              boolean said = findings.stream().anyMatch(f -> f.subject().equals(changelog));
              if (topic != null && !said && wanted > 0 && topic.partitions() != wanted) {
                findings.add(
                    Finding.problem(
                            changelog,
                            changelog
                                + " has "
                                + topic.partitions()
                                + " partitions, but what it belongs to has "
                                + wanted,
                            "trace ids or series would move, and Traceweir does not start")
                        .mend(
                            "Give the topic it belongs to its former number of partitions, or start"
                                + " under a new kafka.application_id"));
              }
            });
  }

  private static void leaders(Case it, List<Finding> findings) {
    for (TopicFacts topic : it.facts().topics().values()) {
      List<Integer> without =
          topic.partitions().stream()
              .filter(p -> !p.hasLeader())
              .map(TopicFacts.Partition::number)
              .toList();
      if (!without.isEmpty()) {
        findings.add(
            Finding.problem(
                    topic.name(),
                    Words.counted(without.size(), "partition")
                        + " of "
                        + topic.name()
                        + (without.size() == 1 ? " has" : " have")
                        + " no leader: "
                        + Words.some(without),
                    "they can be neither read nor written, and traces wait")
                .mend("Start the brokers that hold them:")
                .run(it.tools().topics("--describe --unavailable-partitions")));
      }
    }
  }

  private static String fine(Case it, Map<String, Existing> existing) {
    String log = it.demands().logTopics().get(0);
    Existing topic = existing.get(log);
    int partitions = topic == null ? it.settings().fragments().partitions() : topic.partitions();
    return log
        + (topic == null ? " will have " : " has ")
        + Words.counted(partitions, "partition")
        + ": as many threads can assemble traces, in all instances together";
  }
}
