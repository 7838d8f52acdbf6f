// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.LogFacts;
import io.traceweir.app.doctor.facts.SampledRecord;
import io.traceweir.app.doctor.facts.TopicFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether the times of records can be believed: they are what the clock goes by. */
final class TimestampsCheck implements Check {
  private static final Duration NOTEWORTHY = Duration.ofMinutes(1);

  @Override
  public String id() {
    return "input.timestamps";
  }

  @Override
  public List<Finding> look(Case it) {
    List<Finding> findings = new ArrayList<>();
    List<String> fine = new ArrayList<>();
    Map<String, Long> current = new HashMap<>();
    for (String topic : it.settings().inputTopics()) {
      List<SampledRecord> sample = Rates.sample(it.facts(), topic);
      if (!sample.isEmpty()) {
        int before = findings.size();
        ahead(it, topic, sample, findings);
        behind(it, topic, sample, findings);
        spread(it, topic, sample, findings);
        newestOfActive(it, topic, sample, current);
        if (findings.size() == before) {
          fine.add(fine(it, topic, sample));
        }
      }
    }
    skew(it, current, findings);
    if (findings.isEmpty()) {
      findings.add(
          fine.isEmpty()
              ? Finding.skipped("there are no records in the input yet")
              : Finding.ok(String.join("; ", fine)));
    }
    return findings;
  }

  private static String fine(Case it, String topic, List<SampledRecord> sample) {
    long newest = sample.stream().mapToLong(SampledRecord::timestamp).max().orElse(0);
    long age = it.facts().nowMillis() - newest;
    TopicFacts facts = it.facts().topics().get(topic);
    String type = facts == null ? "" : facts.setting("message.timestamp.type", "");
    return topic
        + " ("
        + type
        + "): the newest record is "
        + (age >= 0 ? Words.millis(age) + " old" : Words.millis(age) + " ahead")
        + ", out of order by "
        + Words.millis(disorder(sample))
        + " at most";
  }

  private static void ahead(
      Case it, String topic, List<SampledRecord> sample, List<Finding> findings) {
    long now = it.facts().nowMillis();
    Duration may = it.settings().input().maxFuture();
    long most = sample.stream().mapToLong(r -> r.timestamp() - now).max().orElse(0);
    long count = sample.stream().filter(r -> r.timestamp() - now > NOTEWORTHY.toMillis()).count();
    if (most <= NOTEWORTHY.toMillis()) {
      return;
    }
    String found =
        Words.ofNewest(count, sample.size(), topic)
            + " are ahead of this machine's clock, by up to "
            + Words.millis(most);
    boolean clamped = most > may.toMillis();
    String mend =
        "Set the clocks of the senders (or of this machine) by NTP, or let the broker stamp"
            + " records:";
    Finding finding =
        clamped
            ? Finding.problem(
                topic,
                found,
                "they are taken for "
                    + Words.time(may)
                    + " ahead (input.max_future), and traces"
                    + " near them wait too long or too little")
            : Finding.warning(
                topic,
                found,
                "the clock may run ahead of other senders, whose traces then wait less");
    findings.add(
        finding
            .mend(mend)
            .run(it.tools().alterTopic(topic, "message.timestamp.type=LogAppendTime")));
  }

  /** Records that are written while the doctor watches, with a time that is long past. */
  private static void behind(
      Case it, String topic, List<SampledRecord> sample, List<Finding> findings) {
    boolean growing =
        it.facts().logsOf(topic).stream().anyMatch(e -> e.getValue().later() > e.getValue().end());
    long newest = sample.stream().mapToLong(SampledRecord::timestamp).max().orElse(0);
    long age = it.facts().nowMillis() - newest;
    TopicFacts facts = it.facts().topics().get(topic);
    long retention = facts == null ? -1 : facts.number("retention.ms", -1);
    if (!growing || age <= NOTEWORTHY.toMillis()) {
      return;
    }
    String found =
        "records come to "
            + topic
            + " now, but the newest says it is "
            + Words.millis(age)
            + " old";
    findings.add(
        retention >= 0 && age > retention
            ? Finding.problem(
                    topic, found, "they are older than the topic keeps, and may expire unread")
                .run(it.tools().alterTopic(topic, "message.timestamp.type=LogAppendTime"))
            : Finding.warning(
                    topic, found, "everything is decided on that time, points of metrics among it")
                .mend(
                    "When this is a replay of old data, it is fine; else set the clocks of the"
                        + " senders by NTP"));
  }

  private static void spread(
      Case it, String topic, List<SampledRecord> sample, List<Finding> findings) {
    long disorder = disorder(sample);
    Duration wait = it.settings().traces().decisionWait();
    if (disorder > wait.toMillis()) {
      findings.add(
          Finding.warning(
                  topic,
                  "records of "
                      + topic
                      + " are out of order by "
                      + Words.millis(disorder)
                      + ", more than traces.decision_wait ("
                      + Words.time(wait)
                      + ")",
                  "late spans miss the decision of their trace, and follow it")
              .mend(
                  "Raise traces.decision_wait, let senders keep less in their queues, or set their"
                      + " clocks by NTP"));
    }
  }

  /** How far a record stands behind an earlier one of its partition. */
  static long disorder(List<SampledRecord> sample) {
    Map<Integer, Long> newest = new HashMap<>();
    long most = 0;
    List<SampledRecord> inOrder =
        sample.stream().sorted(Comparator.comparingLong(r -> r.place().offset())).toList();
    for (SampledRecord record : inOrder) {
      long before = newest.getOrDefault(record.place().partition(), Long.MIN_VALUE);
      if (before > record.timestamp()) {
        most = Math.max(most, before - record.timestamp());
      }
      newest.put(record.place().partition(), Math.max(before, record.timestamp()));
    }
    return most;
  }

  /** Of partitions that are written to lately: the others hold nobody. */
  private static void newestOfActive(
      Case it, String topic, List<SampledRecord> sample, Map<String, Long> current) {
    Map<Integer, LogFacts> logs = new HashMap<>();
    it.facts().logsOf(topic).forEach(e -> logs.put(e.getKey().partition(), e.getValue()));
    for (SampledRecord record : sample) {
      LogFacts log = logs.get(record.place().partition());
      if (log != null && log.later() > log.end()) {
        current.merge(topic + "-" + record.place().partition(), record.timestamp(), Math::max);
      }
    }
  }

  private static void skew(Case it, Map<String, Long> current, List<Finding> findings) {
    if (current.size() < 2) {
      return;
    }
    var slowest = current.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    var fastest = current.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    long skew = fastest.getValue() - slowest.getValue();
    Duration may = it.settings().traces().maxSourceSkew();
    if (skew > may.toMillis()) {
      findings.add(
          Finding.warning(
                  slowest.getKey(),
                  slowest.getKey()
                      + " stands "
                      + Words.millis(skew)
                      + " behind "
                      + fastest.getKey()
                      + ", more than traces.max_source_skew ("
                      + Words.time(may)
                      + ")",
                  "the others do not wait for it, and what it holds comes late")
              .mend(
                  "Look whose clock is wrong, or who writes to it with a delay; else raise"
                      + " traces.max_source_skew"));
    }
  }
}
