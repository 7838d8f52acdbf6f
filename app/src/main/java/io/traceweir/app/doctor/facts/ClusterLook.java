// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** Looks at brokers, their features and their settings. */
final class ClusterLook {
  private final Admin admin;
  private final Questions questions;

  ClusterLook(Admin admin, Questions questions) {
    this.admin = admin;
    this.questions = questions;
  }

  Answer<ClusterFacts> look() {
    DescribeClusterResult cluster =
        admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
    var nodes = questions.ask(cluster::nodes);
    if (!nodes.isThere()) {
      return Answer.none(nodes.refusal());
    }
    Map<Integer, String> brokers = new TreeMap<>();
    nodes.get().forEach(node -> brokers.put(node.id(), address(node)));
    var operations = questions.ask(cluster::authorizedOperations);
    return Answer.of(
        new ClusterFacts(
            brokers,
            operations.isThere() ? operations.get() : Set.of(),
            features(),
            settings(nodes.get().stream().min(Comparator.comparingInt(Node::id)).orElse(null))));
  }

  private static String address(Node node) {
    String host = node.host().contains(":") ? "[" + node.host() + "]" : node.host();
    return host + ":" + node.port();
  }

  private Answer<Map<String, Integer>> features() {
    var asked = questions.ask(() -> admin.describeFeatures().featureMetadata());
    if (!asked.isThere()) {
      return Answer.none(asked.refusal());
    }
    Map<String, Integer> levels = new TreeMap<>();
    asked
        .get()
        .finalizedFeatures()
        .forEach((name, range) -> levels.put(name, (int) range.maxVersionLevel()));
    return Answer.of(levels);
  }

  private Answer<Map<String, String>> settings(@Nullable Node broker) {
    if (broker == null) {
      return Answer.none("there is no broker");
    }
    var resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
    var asked = questions.ask(() -> admin.describeConfigs(List.of(resource)).all());
    return asked.isThere()
        ? Answer.of(values(asked.get().get(resource)))
        : Answer.none(asked.refusal());
  }

  static Map<String, String> values(@Nullable Config config) {
    return config == null
        ? Map.of()
        : config.entries().stream()
            .filter(e -> e.value() != null && !e.isSensitive())
            .collect(
                Collectors.toMap(ConfigEntry::name, ConfigEntry::value, (a, b) -> a, HashMap::new));
  }

  /** What this user may do, as far as Kafka says. */
  static Set<AclOperation> operations(@Nullable Set<AclOperation> said) {
    return said == null ? Set.of() : said;
  }
}
