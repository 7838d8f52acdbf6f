// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.Answer;
import io.traceweir.app.doctor.facts.TopicFacts;
import io.traceweir.app.doctor.facts.TransactionFacts;
import io.traceweir.pipeline.transactions.GroupOffsets;
import io.traceweir.pipeline.transactions.OpenTransaction;
import io.traceweir.pipeline.transactions.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether readers wait before transactions that never end. */
final class TransactionsCheck implements Check {
  private static final String LONGEST = "transaction.max.timeout.ms";
  private static final Duration DEFAULT_LONGEST = Duration.ofMinutes(15);
  private static final String BLOCKED =
      "nobody reads on behind it in that partition: not this application, which waits for ever"
          + " when it restores, and not those who read its outputs";
  private static final String UNKNOWN_POSITIONS =
      "a group whose positions it wrote is not told them, and waits for ever before it reads: this"
          + " application, if the transaction is its own";

  @Override
  public String id() {
    return "group.transactions";
  }

  @Override
  public List<Finding> look(Case it) {
    TransactionFacts transactions = it.facts().transactions();
    List<Finding> findings = new ArrayList<>();
    transactions.lasting().forEach(each -> judge(it, each, findings));
    untold(transactions.untold(), findings);
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok(
              "no transaction is open for longer than it may be, in "
                  + Words.counted(transactions.partitions(), "partition")));
    }
    return findings;
  }

  private static void judge(Case it, Sighting each, List<Finding> findings) {
    switch (each.standing(it.facts().nowMillis())) {
      case GOING_ON -> {}
      case OVERDUE -> findings.add(overdue(each));
      case ABANDONED -> findings.add(abort(it, each, problem(each, "never ends")));
      case UNCLAIMED -> unclaimed(it, each, findings);
    }
  }

  private static Finding problem(Sighting each, String what) {
    return Finding.problem(subject(each), found(each, what), follows(each));
  }

  private static String subject(Sighting each) {
    return each.open().partition().toString();
  }

  private static String follows(Sighting each) {
    return isOfPositions(each.open().partition().topic()) ? UNKNOWN_POSITIONS : BLOCKED;
  }

  private static boolean isOfPositions(String topic) {
    return topic.equals(GroupOffsets.TOPIC);
  }

  private static String found(Sighting each, String what) {
    return "in "
        + each.open().partition()
        + " a transaction "
        + what
        + ": open since offset "
        + each.open().startOffset()
        + " ("
        + each.told()
        + ")";
  }

  private static Finding overdue(Sighting each) {
    String what = "is longer open than its timeout";
    return Finding.warning(subject(each), found(each, what), follows(each))
        .mend(
            "Its coordinator knows of it, and ends it when all brokers are up and its partitions"
                + " have leaders: start those that are missing");
  }

  /** Nobody knows it, or those who do are not seen: only its age tells. */
  private static void unclaimed(Case it, Sighting each, List<Finding> findings) {
    OpenTransaction open = each.open();
    long longest = longestMillis(it);
    if (it.facts().nowMillis() - open.lastTimestamp() <= longest) {
      return;
    }
    if (isStamped(it, open.partition().topic())) {
      String what = "is longer open than any may be (" + Words.millis(longest) + ")";
      findings.add(abort(it, each, problem(each, what)));
    } else {
      findings.add(perhaps(each, longest));
    }
  }

  private static Finding perhaps(Sighting each, long longest) {
    return Finding.warning(
            subject(each),
            found(each, "may be open for longer than any may be"),
            "if it is, " + follows(each))
        .mend(
            "The topic has the timestamps of its data, so nobody knows: ask again in "
                + Words.millis(longest)
                + ". If it is still open then, it never ends");
  }

  /** Positions are stamped by brokers, whatever the topic says. */
  private static boolean isStamped(Case it, String name) {
    TopicFacts topic = it.facts().topics().get(name);
    return isOfPositions(name)
        || (topic != null
            && topic.setting("message.timestamp.type", "CreateTime").equals("LogAppendTime"));
  }

  private static long longestMillis(Case it) {
    var settings = it.facts().cluster().get().settings();
    String said = settings.isThere() ? settings.get().get(LONGEST) : null;
    return said == null ? DEFAULT_LONGEST.toMillis() : Long.parseLong(said);
  }

  private static Finding abort(Case it, Sighting each, Finding finding) {
    return finding
        .mend(
            "Abort it there, once all brokers are up. That is right if it was aborted, as nearly"
                + " all are that a broker's crash cut off; if it was committed, what it wrote in"
                + " this partition is lost (see \"A transaction that never ends\" in"
                + " docs/doctor.md):")
        .run(it.tools().abort(each.open()));
  }

  private static void untold(Map<String, String> untold, List<Finding> findings) {
    if (untold.isEmpty()) {
      return;
    }
    String why = untold.values().iterator().next();
    String what = Words.some(List.copyOf(untold.keySet()));
    findings.add(
        untold.values().stream().allMatch(Answer::isForbidden)
            ? Finding.skipped("open transactions could not be told of " + what + ": " + why)
            : Finding.unseen("", "open transactions of " + what, why));
  }
}
