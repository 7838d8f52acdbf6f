// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.Answer;
import io.traceweir.app.doctor.facts.ClusterFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings of the brokers that bound what the application may ask for. */
final class BrokersCheck implements Check {
  @Override
  public String id() {
    return "kafka.brokers";
  }

  @Override
  public List<Finding> look(Case it) {
    ClusterFacts cluster = it.facts().cluster().get();
    String counted = Words.counted(cluster.brokers().size(), "broker");
    Answer<Map<String, String>> settings = cluster.settings();
    if (!settings.isThere()) {
      return List.of(
          Finding.skipped(counted + "; their settings cannot be seen, as " + settings.refusal()));
    }
    List<Finding> findings = new ArrayList<>();
    atMost(it, "transaction.timeout.ms", "transaction.max.timeout.ms", findings);
    atMost(it, "session.timeout.ms", "group.max.session.timeout.ms", findings);
    String minutes = settings.get().getOrDefault("offsets.retention.minutes", "10080");
    Duration kept = Duration.ofMinutes(Long.parseLong(minutes));
    if (kept.compareTo(it.demands().leastRetention()) < 0) {
      findings.add(
          Finding.problem(
                  "",
                  "offsets.retention.minutes is " + minutes,
                  "after an outage of "
                      + Words.time(kept)
                      + " the group's positions are gone, and it does not start again")
              .mend("Set offsets.retention.minutes=10080 in server.properties of all brokers"));
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok(counted + ", positions of the group are kept for " + Words.time(kept)));
    }
    return findings;
  }

  /** What the application asks for against what brokers allow. */
  private static void atMost(Case it, String asked, String allowed, List<Finding> findings) {
    Map<String, String> properties = it.settings().kafka().properties();
    String wants = null;
    for (String prefix : List.of("producer.", "consumer.", "main.consumer.", "")) {
      wants = wants == null ? properties.get(prefix + asked) : wants;
    }
    String may = it.facts().cluster().get().settings().get().get(allowed);
    if (wants != null && may != null && Long.parseLong(wants) > Long.parseLong(may)) {
      findings.add(
          Finding.problem(
                  "",
                  "kafka.properties ask for " + asked + " " + wants + ", brokers allow " + may,
                  "brokers refuse this application")
              .mend("Lower it to " + may + ", or raise " + allowed + " of the brokers"));
    }
  }
}
