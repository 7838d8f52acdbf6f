// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values for the chart, and ways to what is rendered with them. */
final class ChartObjects {

  /** Everything that can be switched on, and nothing as it is by default. */
  static final String EVERYTHING =
      """
      replicaCount: 3
      existingSecret: kafka-login
      javaOpts: -Xlog:gc
      extraEnv: [ { name: REGION, value: north } ]
      imagePullSecrets: [ { name: pull } ]
      image: { repository: somewhere/traceweir, tag: 1.2.3, pullPolicy: Always }
      serviceAccount: { name: tracing, annotations: { role: reader } }
      persistence: { storageClass: fast, size: 5Gi, annotations: { backup: "no" } }
      serviceMonitor: { enabled: true, labels: { release: prometheus } }
      networkPolicy:
        enabled: true
        from: [ { namespaceSelector: { matchLabels: { team: a } } } ]
        egress: [ { ports: [ { port: 9092, protocol: TCP } ] } ]
      podAnnotations: { reviewed: "yes" }
      podLabels: { team: a }
      nodeSelector: { disk: ssd }
      tolerations: [ { key: tracing, operator: Exists } ]
      affinity: { nodeAffinity: {} }
      priorityClassName: high
      config:
        kafka:
          application_id: shop
          properties: { security.protocol: SASL_SSL }
        input: { partitioning: trace_id }
        output: { decisions: { topic: why } }
      """;

  static final String NOTHING =
      """
      fullnameOverride: weir
      persistence: { enabled: false }
      podDisruptionBudget: { enabled: false }
      serviceAccount: { create: false }
      podMonitor: { enabled: true }
      topologySpreadConstraints: []
      config: { sampling: { rules: [ { name: all, keep: 100% } ] } }
      """;

  private ChartObjects() {}

  static List<Tree> all(List<Tree> objects, String kind) {
    return objects.stream().filter(object -> object.is(kind)).toList();
  }

  static Tree only(List<Tree> objects, String kind) {
    List<Tree> found = all(objects, kind);
    assertThat(found).as(kind).hasSize(1);
    return found.get(0);
  }

  /** Specifications of all pods: of the set, and of the test when it was rendered. */
  static List<Tree> pods(List<Tree> objects) {
    List<Tree> pods = new ArrayList<>();
    pods.add(only(objects, "StatefulSet").at("spec", "template", "spec"));
    all(objects, "Pod").forEach(pod -> pods.add(pod.at("spec")));
    return pods;
  }

  static Tree container(Tree set) {
    return set.at("spec", "template", "spec", "containers").items().get(0);
  }

  static boolean matches(Tree selector, Tree labels) {
    Map<String, Tree> wanted = selector.fields();
    return !wanted.isEmpty()
        && wanted.entrySet().stream()
            .allMatch(each -> each.getValue().text().equals(labels.at(each.getKey()).value()));
  }
}
