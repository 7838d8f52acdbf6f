// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.pipeline.TopicPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether topics exist, or would be made at the start. */
final class ExistCheck implements Check {
  @Override
  public String id() {
    return "topics.exist";
  }

  @Override
  public List<Finding> look(Case it) {
    List<Finding> findings = new ArrayList<>();
    List<String> toBeMade = new ArrayList<>();
    List<String> inputs = new ArrayList<>();
    Map<String, String> creatable = it.facts().creatable();
    for (TopicPlan topic : it.plan()) {
      String why = creatable.get(topic.name());
      if (why == null) {
        continue;
      }
      if (topic.role() == TopicPlan.Role.INPUT) {
        inputs.add(topic.name());
      } else if (why.isEmpty()) {
        toBeMade.add(topic.name());
      } else {
        findings.add(notToBeMade(it, topic, why));
      }
    }
    if (!inputs.isEmpty()) {
      findings.add(missing(it, inputs));
    }
    it.facts()
        .refused()
        .forEach((topic, why) -> findings.add(Finding.unseen(topic, "topic " + topic, why)));
    if (findings.isEmpty()) {
      findings.add(Finding.ok(fine(it, toBeMade)));
    }
    return findings;
  }

  private static String fine(Case it, List<String> toBeMade) {
    String exist = Words.counted(it.facts().topics().size(), "topic");
    exist += it.facts().topics().size() == 1 ? " exists" : " exist";
    return toBeMade.isEmpty()
        ? exist
        : exist + ", " + toBeMade.size() + " will be made at the start: " + Words.some(toBeMade);
  }

  private static Finding missing(Case it, List<String> inputs) {
    boolean one = inputs.size() == 1;
    String found =
        (one ? "input topic " : "input topics ")
            + String.join(", ", inputs)
            + (one ? " does not exist" : " do not exist");
    return Finding.problem(String.join(",", inputs), found, "nothing starts")
        .mend(
            one
                ? "Correct its name under input, or make it:"
                : "Correct their names under input, or make them:")
        .run("traceweir topics create --config " + it.circumstances().configFile());
  }

  private static Finding notToBeMade(Case it, TopicPlan topic, String why) {
    StringBuilder options = new StringBuilder("--create --topic ").append(topic.name());
    if (topic.partitions() > 0) {
      options.append(" --partitions ").append(topic.partitions());
    }
    new java.util.TreeMap<>(topic.config())
        .forEach((name, value) -> options.append(" --config ").append(name + "=" + value));
    return Finding.problem(
            topic.name(),
            "topic " + topic.name() + " does not exist, and cannot be made: " + why,
            "nothing starts")
        .mend("Permit CREATE, or let somebody make it who may:")
        .run(it.tools().topics(options.toString()));
  }
}
