// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.Answer;
import io.traceweir.app.doctor.facts.TopicFacts;
import io.traceweir.pipeline.AccessDemand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/** Whether the user may do with topics what the application does. */
final class TopicPermissionsCheck implements Check {
  @Override
  public String id() {
    return "permissions.topics";
  }

  @Override
  public List<Finding> look(Case it) {
    List<Finding> findings = new ArrayList<>();
    int told = 0;
    List<AccessDemand> demands =
        AccessDemand.of(it.settings()).stream()
            .filter(d -> d.resource().kind() == AccessDemand.Kind.TOPIC)
            .toList();
    for (AccessDemand demand : demands) {
      told += isTold(it, demand.resource().name()) ? 1 : 0;
      Set<AclOperation> missing = missing(it, demand);
      if (!missing.isEmpty()) {
        findings.add(problem(it, demand, missing));
      }
    }
    unreadOutputs(it, findings);
    if (findings.isEmpty() && told == 0) {
      return List.of(Finding.skipped("these brokers do not say who may do what"));
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok(
              "what is needed is permitted on all "
                  + Words.counted(demands.size(), "topic")
                  + ", as far as Kafka says"));
    }
    return findings;
  }

  private static boolean isTold(Case it, String name) {
    TopicFacts topic = it.facts().topics().get(name);
    return topic == null || !topic.operations().isEmpty();
  }

  private static Set<AclOperation> missing(Case it, AccessDemand demand) {
    String name = demand.resource().name();
    Set<AclOperation> missing = EnumSet.noneOf(AclOperation.class);
    TopicFacts topic = it.facts().topics().get(name);
    if (topic != null && !topic.operations().isEmpty()) {
      missing.addAll(demand.needed());
      missing.removeAll(topic.operations());
    } else if (Answer.isForbidden(it.facts().refused().getOrDefault(name, ""))) {
      missing.addAll(demand.needed());
      missing.addAll(demand.whenMissing());
    } else if (Answer.isForbidden(it.facts().creatable().getOrDefault(name, ""))) {
      missing.addAll(demand.whenMissing());
    }
    return missing;
  }

  private static Finding problem(Case it, AccessDemand demand, Set<AclOperation> missing) {
    String topic = demand.resource().name();
    boolean seen = it.facts().topics().containsKey(topic);
    String found =
        seen || it.facts().creatable().containsKey(topic)
            ? names(missing) + " is not permitted on topic " + topic
            : "topic " + topic + " may not even be described";
    return Finding.problem(topic, found, "Traceweir does not start")
        .run(it.tools().allow(it.circumstances().principal(), demand.resource(), list(missing)));
  }

  /** The page and the API show what was decided, and read it from the topics. */
  private static void unreadOutputs(Case it, List<Finding> findings) {
    if (!it.circumstances().servesApi()) {
      return;
    }
    var settings = it.settings();
    Stream.of(
            settings.output().decisions(),
            settings.metrics().spanMetricsTopic(),
            settings.metrics().serviceGraphTopic())
        .map(it.facts().topics()::get)
        .filter(topic -> topic != null && !topic.operations().isEmpty())
        .filter(topic -> !topic.operations().contains(AclOperation.READ))
        .map(
            topic ->
                Finding.warning(
                        topic.name(),
                        "READ is not permitted on topic " + topic.name(),
                        "the page and the API do not show what is in it")
                    .mend("Permit it, or set http.api: off:")
                    .run(
                        it.tools()
                            .allow(
                                it.circumstances().principal(),
                                new AccessDemand.Resource(AccessDemand.Kind.TOPIC, topic.name()),
                                List.of("Read"))))
        .forEach(findings::add);
  }

  private static String names(Collection<AclOperation> operations) {
    return String.join(", ", operations.stream().map(Enum::name).toList());
  }

  /** In the words of {@code kafka-acls.sh}. */
  static List<String> list(Collection<AclOperation> operations) {
    return operations.stream().sorted().map(TopicPermissionsCheck::word).toList();
  }

  private static String word(AclOperation operation) {
    StringBuilder word = new StringBuilder();
    for (String part : operation.name().split("_", -1)) {
      word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }
}
