// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.LogFacts;
import io.traceweir.app.doctor.facts.TopicFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How far the group is behind, and how long that goes well. */
final class LagCheck implements Check {
  private static final double CLOSE = 0.5;
  private static final Duration NOTEWORTHY = Duration.ofMinutes(1);

  @Override
  public String id() {
    return "group.lag";
  }

  /**
   * The lag of a topic.
   *
   * @param oldestMillis age of the oldest record that is not read; 0 when nothing lags
   * @param growth of the lag, in records per second; negative when it shrinks
   */
  private record Lag(String topic, long records, long oldestMillis, double growth) {}

  @Override
  public List<Finding> look(Case it) {
    List<Lag> lags = new ArrayList<>();
    for (String topic : it.demands().consumedTopics()) {
      if (it.facts().logsOf(topic).stream()
          .anyMatch(e -> e.getValue().committedLater() != LogFacts.NONE)) {
        lags.add(lag(it, topic));
      }
    }
    if (lags.isEmpty()) {
      return List.of(Finding.skipped("nothing is committed yet"));
    }
    List<Finding> findings = new ArrayList<>();
    for (Lag lag : lags) {
      judge(it, lag, findings);
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(fine(lags)));
    }
    return findings;
  }

  private static Lag lag(Case it, String topic) {
    long records = 0;
    long oldest = 0;
    long before = 0;
    for (Map.Entry<TopicPartition, LogFacts> each : it.facts().logsOf(topic)) {
      LogFacts log = each.getValue();
      records += log.lag();
      before += log.committed() == LogFacts.NONE ? 0 : Math.max(0, log.end() - log.committed());
      Long written = it.facts().waiting().get(each.getKey());
      if (written != null) {
        oldest = Math.max(oldest, it.facts().nowMillis() - written);
      }
    }
    return new Lag(topic, records, oldest, Rates.perSecond(records - before, it.facts().watched()));
  }

  private static String fine(List<Lag> lags) {
    long records = lags.stream().mapToLong(Lag::records).sum();
    long oldest = lags.stream().mapToLong(Lag::oldestMillis).max().orElse(0);
    return records == 0
        ? "everything is read"
        : Words.counted(records, "record")
            + " not read yet, the oldest is "
            + Words.millis(oldest)
            + " old";
  }

  private static void judge(Case it, Lag lag, List<Finding> findings) {
    TopicFacts topic = it.facts().topics().get(lag.topic);
    long retention = topic == null ? -1 : topic.number("retention.ms", -1);
    boolean running = it.facts().group().isThere() && it.facts().group().get().processes() > 0;
    boolean behind = lag.oldestMillis > NOTEWORTHY.toMillis();
    if (!behind) {
      return;
    }
    String found =
        lag.topic
            + ": "
            + Words.counted(lag.records, "record")
            + " not read yet, the oldest is "
            + Words.millis(lag.oldestMillis)
            + " old"
            + trend(lag, running);
    long left = retention - lag.oldestMillis;
    if (retention >= 0 && left <= 0) {
      findings.add(
          mend(
              it,
              Finding.problem(
                  lag.topic,
                  found,
                  "that is longer than the topic keeps ("
                      + Words.millis(retention)
                      + "): records may be lost at any moment"),
              running,
              lag));
    } else if (retention >= 0 && lag.oldestMillis > CLOSE * retention) {
      findings.add(
          mend(it, Finding.problem(lag.topic, found, lost(left, retention)), running, lag));
    } else {
      String follows = retention < 0 ? "decisions come that much later" : lost(left, retention);
      findings.add(mend(it, Finding.warning(lag.topic, found, follows), running, lag));
    }
  }

  private static String trend(Lag lag, boolean running) {
    if (!running) {
      return ", and nobody reads";
    }
    if (lag.growth > 0) {
      return ", growing by " + Words.rate(lag.growth) + " records/s";
    }
    return lag.growth < 0
        ? ", shrinking by "
            + Words.rate(-lag.growth)
            + " records/s: caught up in "
            + Words.time(Duration.ofMillis((long) (1000 * lag.records / -lag.growth)))
        : "";
  }

  private static String lost(long left, long retention) {
    return "if reading stopped now, data would be lost in "
        + Words.millis(left)
        + " (the topic keeps "
        + Words.millis(retention)
        + ")";
  }

  private static Finding mend(Case it, Finding finding, boolean running, Lag lag) {
    String more = running ? "Start more instances or threads" : "Start an instance";
    long wanted = Math.max(Duration.ofDays(2).toMillis(), 4 * lag.oldestMillis);
    TopicFacts topic = it.facts().topics().get(lag.topic);
    boolean expires = topic != null && topic.number("retention.ms", -1) >= 0;
    return expires
        ? finding
            .mend(more + "; until it has caught up let the topic keep more:")
            .run(it.tools().alterTopic(lag.topic, "retention.ms=" + wanted))
        : finding.mend(more);
  }
}
