// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Locale;

/** The services of the shop, each of which runs twice. */
enum ShopService {
  FRONTEND("nodejs"),
  CHECKOUT("go"),
  PAYMENT("java"),
  INVENTORY("python"),
  EMAIL("ruby");

  static final int INSTANCES = 2;

  private final String language;

  ShopService(String language) {
    this.language = language;
  }

  String serviceName() {
    return name().toLowerCase(Locale.ROOT);
  }

  Resource resource(int instance) {
    return Resource.newBuilder()
        .addAttributes(attribute("service.name", serviceName()))
        .addAttributes(attribute("service.namespace", "shop"))
        .addAttributes(attribute("service.instance.id", serviceName() + "-" + instance))
        .addAttributes(attribute("deployment.environment.name", "demo"))
        .addAttributes(attribute("telemetry.sdk.language", language))
        .build();
  }

  InstrumentationScope scope() {
    return InstrumentationScope.newBuilder().setName("io.traceweir.shop." + serviceName()).build();
  }

  static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  static KeyValue attribute(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }
}
