// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.TopicFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether a broker can be lost without losing data or coming to a stop. */
final class ReplicasCheck implements Check {
  private static final String LEAST = "min.insync.replicas";

  @Override
  public String id() {
    return "topics.replicas";
  }

  @Override
  public List<Finding> look(Case it) {
    int brokers = it.facts().cluster().get().brokers().size();
    List<Finding> findings = new ArrayList<>();
    Map<Integer, List<String>> copies = new TreeMap<>();
    for (TopicFacts topic : it.facts().topics().values()) {
      int replicas =
          topic.partitions().stream().mapToInt(TopicFacts.Partition::replicas).min().orElse(0);
      copies.computeIfAbsent(replicas, n -> new ArrayList<>()).add(topic.name());
      inSync(it, topic, replicas, findings);
      least(it, topic, replicas, findings);
    }
    List<String> single = copies.getOrDefault(1, List.of());
    if (!single.isEmpty() && brokers > 1) {
      findings.add(
          Finding.warning(
                  "",
                  "one replica only: " + Words.some(single),
                  "when its broker is away everything waits, and what is on a lost disk is gone")
              .mend(
                  "Give them more with kafka-reassign-partitions.sh, and set"
                      + " default.replication.factor=3 for new topics"));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(fine(brokers, copies)));
    }
    return findings;
  }

  private static String fine(int brokers, Map<Integer, List<String>> copies) {
    if (copies.isEmpty()) {
      return "no topic exists yet";
    }
    int least = copies.keySet().iterator().next();
    return brokers == 1
        ? "1 replica, as there is one broker: enough to try things out"
        : Words.counted(least, "replica") + " at least, all in sync";
  }

  private static void inSync(Case it, TopicFacts topic, int replicas, List<Finding> findings) {
    long least = topic.number(LEAST, 1);
    List<Integer> behind =
        topic.partitions().stream()
            .filter(p -> p.hasLeader() && p.inSync() < p.replicas())
            .map(TopicFacts.Partition::number)
            .toList();
    boolean stopped =
        topic.partitions().stream().anyMatch(p -> p.hasLeader() && p.inSync() < least);
    if (stopped && replicas >= least) {
      findings.add(
          Finding.problem(
                  topic.name(),
                  topic.name() + " has fewer replicas in sync than " + LEAST + " (" + least + ")",
                  "nothing can be written to it")
              .mend("Start the brokers that hold the others:")
              .run(it.tools().topics("--describe --under-min-isr-partitions")));
    } else if (!behind.isEmpty()) {
      findings.add(
          Finding.warning(
                  topic.name(),
                  "of "
                      + topic.name()
                      + " replicas are missing or behind, in partition "
                      + Words.some(behind),
                  "one more broker away may stop it")
              .mend("Start the brokers that hold them, or wait until they have caught up:")
              .run(it.tools().topics("--describe --under-replicated-partitions")));
    }
  }

  private static void least(Case it, TopicFacts topic, int replicas, List<Finding> findings) {
    long least = topic.number(LEAST, 1);
    String has = topic.name() + " has " + LEAST + "=" + least + " with ";
    if (least > replicas) {
      findings.add(
          Finding.problem(
                  topic.name(),
                  has + Words.counted(replicas, "replica"),
                  "nothing can ever be written to it")
              .run(it.tools().alterTopic(topic.name(), LEAST + "=" + Math.max(1, replicas - 1))));
    } else if (replicas > 1 && least == replicas) {
      findings.add(
          Finding.warning(
                  topic.name(),
                  has + "as many replicas",
                  "a single broker that is away, for an upgrade say, stops it")
              .run(it.tools().alterTopic(topic.name(), LEAST + "=" + (replicas - 1))));
    } else if (replicas > 2 && least < 2) {
      findings.add(
          Finding.warning(
                  topic.name(),
                  has + replicas + " replicas",
                  "what was acknowledged may be on one broker only, and be lost with it")
              .run(it.tools().alterTopic(topic.name(), LEAST + "=2")));
    }
  }
}
