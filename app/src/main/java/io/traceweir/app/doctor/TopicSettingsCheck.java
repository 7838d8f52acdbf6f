// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.TopicFacts;
import io.traceweir.pipeline.ClusterTopics.Existing;
import io.traceweir.pipeline.TopicDemands;
import io.traceweir.pipeline.TopicPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether topics have the settings that are needed, and those that were planned. */
final class TopicSettingsCheck implements Check {
  private static final String UNCLEAN = "unclean.leader.election.enable";
  private static final String POLICY = "cleanup.policy";

  @Override
  public String id() {
    return "topics.settings";
  }

  @Override
  public List<Finding> look(Case it) {
    List<Finding> findings = new ArrayList<>();
    Map<String, Existing> existing = it.existing();
    List<TopicDemands.Finding> demanded = it.demands().settingFindings(existing);
    for (TopicDemands.Finding finding : demanded) {
      findings.add(demanded(finding));
    }
    for (TopicPlan plan : it.plan()) {
      Existing topic = existing.get(plan.name());
      if (topic != null && isSeen(it, plan.name())) {
        planned(it, plan, topic, demanded, findings);
      }
    }
    it.demands().changelogTopics().forEach(name -> changelog(it, name, findings));
    for (TopicFacts topic : it.facts().topics().values()) {
      unclean(it, topic, findings);
      if (!topic.settings().isThere()) {
        findings.add(
            Finding.unseen(
                topic.name(), "settings of " + topic.name(), topic.settings().refusal()));
      }
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok("cleanup, timestamps and retention are as planned"));
    }
    return findings;
  }

  private static boolean isSeen(Case it, String topic) {
    TopicFacts facts = it.facts().topics().get(topic);
    return facts != null && facts.settings().isThere();
  }

  private static Finding demanded(TopicDemands.Finding finding) {
    Finding judged =
        finding.isFatal()
            ? Finding.problem(finding.topic(), finding.what(), "Traceweir does not start")
            : Finding.warning(finding.topic(), finding.what(), "");
    return finding.remedy().isEmpty() ? judged : judged.run(finding.remedy());
  }

  private static void planned(
      Case it,
      TopicPlan plan,
      Existing topic,
      List<TopicDemands.Finding> demanded,
      List<Finding> findings) {
    for (var wanted : new TreeMap<>(plan.config()).entrySet()) {
      String setting = wanted.getKey();
      String has = topic.config().get(setting);
      boolean said =
          demanded.stream()
              .anyMatch(f -> f.topic().equals(plan.name()) && f.what().contains(setting + "="));
      boolean size = setting.equals("max.message.bytes"); // is another check's
      if (!said && !size && !TopicPlan.isMet(setting, wanted.getValue(), has)) {
        findings.add(
            Finding.warning(
                    plan.name(),
                    plan.name() + " has " + setting + "=" + has + ", not " + wanted.getValue(),
                    what(setting))
                .run(it.tools().alterTopic(plan.name(), setting + "=" + wanted.getValue())));
      }
    }
  }

  private static String what(String setting) {
    return switch (setting) {
      case POLICY -> "records with the same key replace each other, and readers miss some";
      case "message.timestamp.type" -> "old data that is replayed expires at once";
      case "retention.ms" -> "a shorter outage than planned is survived";
      default -> "it is not as Traceweir would make it";
    };
  }

  /** Without compaction what a store holds is gone some day. */
  private static void changelog(Case it, String name, List<Finding> findings) {
    TopicFacts topic = it.facts().topics().get(name);
    if (topic != null && !topic.setting(POLICY, "compact").contains("compact")) {
      findings.add(
          Finding.problem(
                  name,
                  name + " has " + POLICY + "=" + topic.setting(POLICY, ""),
                  "decisions and series that are older than its retention are forgotten at a"
                      + " restart: counters start again, late spans are decided again")
              .run(it.tools().alterTopic(name, POLICY + "=compact")));
    }
  }

  private static void unclean(Case it, TopicFacts topic, List<Finding> findings) {
    if (topic.setting(UNCLEAN, "false").equals("true")) {
      findings.add(
          Finding.warning(
                  topic.name(),
                  topic.name() + " has " + UNCLEAN + "=true",
                  "after a broker was lost, records that were acknowledged may be gone")
              .run(it.tools().alterTopic(topic.name(), UNCLEAN + "=false")));
    }
  }
}
