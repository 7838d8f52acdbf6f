// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;

/** The services with their pods: a resource each, and a scope that all share. */
public final class Services {
  /** Stands beside the others: what closes a load is not counted. */
  public static final String CLOSING = "closing";

  static final int PODS = 3;
  static final int OPERATIONS = 8;

  private static final List<String> NAMES =
      List.of(
          "frontend",
          "checkout",
          "cart",
          "catalog",
          "payment",
          "shipping",
          "currency",
          "email",
          "ads",
          "recommendation",
          "inventory",
          "ledger");

  private final Resource[] resources;
  private final String[] operations = new String[OPERATIONS];

  Services(int services) {
    resources = new Resource[services * PODS + 1];
    for (int i = 0; i < closingPod(); i++) {
      resources[i] = resource(i / PODS, i % PODS);
    }
    resources[closingPod()] =
        Resource.newBuilder().addAttributes(attribute("service.name", CLOSING)).build();
    for (int i = 0; i < OPERATIONS; i++) {
      operations[i] = "operation " + (char) ('a' + i);
    }
  }

  int count() {
    return closingPod() / PODS;
  }

  /** Of the traces that close a load. */
  int closingPod() {
    return resources.length - 1;
  }

  Resource resource(int pod) {
    return resources[pod];
  }

  String operation(int number) {
    return operations[number];
  }

  static InstrumentationScope scope() {
    return InstrumentationScope.newBuilder()
        .setName("io.opentelemetry.http-client")
        .setVersion("2.21.0")
        .build();
  }

  private static Resource resource(int service, int pod) {
    String name = service < NAMES.size() ? NAMES.get(service) : "service-" + service;
    return Resource.newBuilder()
        .addAttributes(attribute("service.name", name))
        .addAttributes(attribute("service.namespace", "shop"))
        .addAttributes(attribute("service.version", "1." + service + ".0"))
        .addAttributes(attribute("service.instance.id", name + "-" + pod))
        .addAttributes(attribute("deployment.environment.name", "production"))
        .addAttributes(attribute("k8s.pod.name", name + "-7c9d8f6b5-" + pod))
        .addAttributes(attribute("k8s.node.name", "node-" + (service + pod) % 7))
        .addAttributes(attribute("telemetry.sdk.language", "java"))
        .build();
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
