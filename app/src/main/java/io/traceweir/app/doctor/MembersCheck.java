// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.GroupFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who is in the group, and whether they belong there. */
final class MembersCheck implements Check {
  @Override
  public String id() {
    return "group.members";
  }

  @Override
  public List<Finding> look(Case it) {
    String id = it.settings().kafka().applicationId();
    if (!it.facts().group().isThere()) {
      return List.of(Finding.unseen(id, "group " + id, it.facts().group().refusal()));
    }
    GroupFacts group = it.facts().group().get();
    if (group.state().equals(GroupFacts.ABSENT)) {
      return List.of(Finding.ok("group " + id + " does not exist yet: nothing has run under it"));
    }
    if (group.members().isEmpty()) {
      return List.of(
          Finding.ok(
              "group " + id + " has no members: no instance is running (" + group.state() + ")"));
    }
    List<Finding> findings = new ArrayList<>();
    strangers(it, group, findings);
    if (!group.state().equalsIgnoreCase("Stable")) {
      findings.add(
          Finding.warning(
                  id,
                  "group " + id + " is " + group.state(),
                  "partitions are being moved, and nothing is decided meanwhile")
              .mend("Ask again in a minute; if it stays like that, an instance does not answer:")
              .run(it.tools().group("--describe --members --verbose")));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(fine(id, group)));
    }
    return findings;
  }

  private static String fine(String id, GroupFacts group) {
    long fixed = group.members().stream().filter(m -> !m.instanceId().isEmpty()).count();
    long idle = group.members().stream().filter(m -> m.topics().isEmpty()).count();
    return "group "
        + id
        + " is stable: "
        + Words.counted(group.members().size(), "thread")
        + " in "
        + Words.counted(group.processes(), "process").replace("processs", "processes")
        + (fixed == group.members().size()
            ? ", static members"
            : ", dynamic members (a restart moves partitions; group.instance.id avoids that)")
        + (idle == 0 ? "" : ", " + idle + " without work");
  }

  private static void strangers(Case it, GroupFacts group, List<Finding> findings) {
    String id = it.settings().kafka().applicationId();
    String mend =
        "Give this application a kafka.application_id of its own, or the other one another group;"
            + " who it is:";
    if (!group.assignor().equals(GroupFacts.STREAMS)) {
      findings.add(
          Finding.problem(
                  id,
                  "group "
                      + id
                      + " is used by consumers that are not Kafka Streams: "
                      + Words.some(clients(group, Set.of())),
                  "Traceweir cannot join it")
              .mend(mend)
              .run(it.tools().group("--describe --members --verbose")));
      return;
    }
    Set<String> ours = Set.copyOf(it.demands().consumedTopics());
    List<String> strangers = clients(group, ours);
    if (!strangers.isEmpty()) {
      findings.add(
          Finding.problem(
                  id,
                  "members of group "
                      + id
                      + " read topics that are not in this configuration: "
                      + Words.some(strangers),
                  "two applications share the name, or instances run with different"
                      + " configurations: they take partitions from each other")
              .mend(mend)
              .run(it.tools().group("--describe --members --verbose")));
    }
  }

  /** Those who read something else. */
  private static List<String> clients(GroupFacts group, Set<String> ours) {
    Set<String> clients = new TreeSet<>();
    for (GroupFacts.Member member : group.members()) {
      if (ours.isEmpty() || !ours.containsAll(member.topics())) {
        Set<String> topics = new TreeSet<>(member.topics());
        topics.removeAll(ours);
        clients.add(member.clientId() + " at " + member.host() + " reads " + topics);
      }
    }
    return List.copyOf(clients);
  }
}
