// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.LogFacts;
import io.traceweir.app.doctor.facts.TopicFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long an outage may last until something is gone that was not decided. */
final class RetentionCheck implements Check {
  private static final Duration SHORT = Duration.ofHours(1);
  private static final Duration TOO_SHORT = Duration.ofMinutes(5);

  /** Of a topic that keeps everything. */
  static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

  @Override
  public String id() {
    return "topics.retention";
  }

  @Override
  public List<Finding> look(Case it) {
    Map<String, Duration> survived = survived(it);
    if (survived.isEmpty()) {
      return List.of(Finding.skipped("no topic exists yet whose retention matters"));
    }
    List<Finding> findings = new ArrayList<>();
    survived.forEach(
        (topic, outage) -> {
          if (outage.compareTo(SHORT) < 0) {
            findings.add(tooShort(it, topic, outage));
          }
        });
    for (String topic : survived.keySet()) {
      bySize(it, topic, findings);
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(fine(it, survived)));
    }
    return findings;
  }

  private static String fine(Case it, Map<String, Duration> survived) {
    var shortest = survived.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    if (shortest.getValue().equals(FOR_EVER)) {
      return "nothing expires: an outage of any length loses nothing";
    }
    Duration wait = waits(it, shortest.getKey());
    return "an outage of up to "
        + Words.time(shortest.getValue())
        + " loses nothing: "
        + shortest.getKey()
        + " keeps "
        + Words.time(shortest.getValue().plus(wait))
        + (wait.isZero() ? "" : ", of which traces may need " + Words.time(wait) + " to wait");
  }

  /** The longest outage after which everything is still there, by topic. */
  static Map<String, Duration> survived(Case it) {
    Map<String, Duration> survived = new TreeMap<>();
    List<String> topics = new ArrayList<>(it.settings().inputTopics());
    topics.addAll(it.demands().logTopics());
    for (String name : topics) {
      TopicFacts topic = it.facts().topics().get(name);
      if (topic != null && topic.settings().isThere()) {
        long millis = topic.number("retention.ms", -1);
        boolean compacted = topic.setting("cleanup.policy", "delete").equals("compact");
        Duration kept =
            millis < 0 || compacted
                ? FOR_EVER
                : Duration.ofMillis(Math.max(0, millis - waits(it, name).toMillis()));
        survived.put(name, kept);
      }
    }
    return survived;
  }

  /** What is read again after a failure has to last as long as traces wait, besides. */
  private static Duration waits(Case it, String topic) {
    return it.demands().logTopics().contains(topic) ? it.demands().longestWait() : Duration.ZERO;
  }

  private static Finding tooShort(Case it, String topic, Duration outage) {
    TopicFacts facts = it.facts().topics().get(topic);
    String found =
        topic
            + " keeps "
            + Words.millis(facts == null ? 0 : facts.number("retention.ms", -1))
            + ": an outage of up to "
            + Words.time(outage)
            + " loses nothing";
    String follows = "after a longer one spans and logs are gone that nobody has decided";
    long day = Duration.ofHours(24).toMillis();
    Finding finding =
        outage.compareTo(TOO_SHORT) < 0
            ? Finding.problem(topic, found, follows)
            : Finding.warning(topic, found, follows);
    return finding.run(it.tools().alterTopic(topic, "retention.ms=" + day));
  }

  /** By the busiest partition, and before compression: it may last longer, not shorter. */
  private static void bySize(Case it, String topic, List<Finding> findings) {
    TopicFacts facts = it.facts().topics().get(topic);
    long kept = facts == null ? -1 : facts.number("retention.bytes", -1);
    if (kept < 0) {
      return;
    }
    double busiest = 0;
    for (var log : it.facts().logsOf(topic)) {
      LogFacts at = log.getValue();
      busiest = Math.max(busiest, Rates.recordsPerSecond(it.facts(), at));
    }
    double bytes = busiest * bytesPerRecord(it, topic);
    String has = topic + " has retention.bytes=" + kept;
    if (bytes <= 0) {
      findings.add(
          Finding.warning(
                  topic,
                  has + ", and no rate could be measured",
                  "under load it may hold less than an outage needs")
              .run(it.tools().alterTopic(topic, "retention.bytes=-1")));
      return;
    }
    Duration lasts = Duration.ofMillis((long) (1000 * kept / bytes));
    Duration needed = it.demands().leastRetention();
    String found =
        has
            + ": at "
            + Words.bytes(bytes)
            + "/s in its busiest partition that is "
            + Words.time(lasts);
    if (lasts.compareTo(needed) < 0) {
      findings.add(
          Finding.problem(
                  topic,
                  found + ", but " + Words.time(needed) + " are needed",
                  "what waiting traces are made of may be gone after a restart")
              .run(it.tools().alterTopic(topic, "retention.bytes=-1")));
    } else if (lasts.compareTo(SHORT) < 0) {
      findings.add(
          Finding.warning(topic, found, "a longer outage loses data")
              .run(it.tools().alterTopic(topic, "retention.bytes=-1")));
    }
  }

  /** Fragments are the input once more. */
  private static double bytesPerRecord(Case it, String topic) {
    double own = Rates.bytesPerRecord(Rates.sample(it.facts(), topic));
    if (own > 0 || it.settings().inputTopics().contains(topic)) {
      return own;
    }
    MemoryDemand demand = MemoryDemand.of(it);
    return demand.fragments() == 0 ? 0 : demand.fragmentBytes() / demand.fragments();
  }
}
