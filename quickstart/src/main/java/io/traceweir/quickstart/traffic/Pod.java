// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static io.traceweir.quickstart.traffic.ShopService.attribute;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;

/**
 * One running instance of a service.
 *
 * @param upgraded whether it runs the new version
 */
record Pod(ShopService service, int instance, boolean upgraded) {
  /** What is rolled out when something new is. */
  static final String NEW_VERSION = "2.4.0";

  private static final String[] HASHES = {"x2m4q", "b9tkd", "w7hzn"};

  Resource resource() {
    String name = service.serviceName();
    String pod = name + "-" + HASHES[upgraded ? 2 : instance];
    String node = "node-" + (instance + 1);
    return Resource.newBuilder()
        .addAttributes(attribute("service.name", name))
        .addAttributes(attribute("service.namespace", "shop"))
        .addAttributes(attribute("service.version", upgraded ? NEW_VERSION : service.version()))
        .addAttributes(attribute("service.instance.id", pod))
        .addAttributes(attribute("deployment.environment.name", "demo"))
        .addAttributes(attribute("telemetry.sdk.name", "opentelemetry"))
        .addAttributes(attribute("telemetry.sdk.language", service.language()))
        .addAttributes(attribute("host.name", node))
        .addAttributes(attribute("k8s.cluster.name", "shop-demo"))
        .addAttributes(attribute("k8s.namespace.name", "shop"))
        .addAttributes(attribute("k8s.deployment.name", name))
        .addAttributes(attribute("k8s.pod.name", pod))
        .addAttributes(attribute("k8s.node.name", node))
        .build();
  }

  InstrumentationScope scope() {
    return InstrumentationScope.newBuilder().setName(service.scope()).build();
  }
}
