// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Locale;

/** The services of the shop, each of which runs twice. */
enum ShopService {
  GATEWAY("go", "1.8.2", "go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"),
  FRONTEND("nodejs", "3.1.0", "@opentelemetry/instrumentation-http"),
  CATALOG("java", "5.0.4", "io.opentelemetry.grpc-1.6"),
  SEARCH("python", "2.3.1", "opentelemetry.instrumentation.fastapi"),
  RECOMMENDATION("python", "0.9.7", "opentelemetry.instrumentation.grpc"),
  CART("dotnet", "4.2.0", "OpenTelemetry.Instrumentation.AspNetCore"),
  CHECKOUT("go", "2.11.0", "google.golang.org/grpc/otelgrpc"),
  PAYMENT("java", "6.1.3", "io.opentelemetry.grpc-1.6"),
  INVENTORY("java", "1.4.9", "io.opentelemetry.jdbc"),
  SHIPPING("rust", "0.6.2", "opentelemetry-actix"),
  NOTIFICATION("ruby", "1.0.8", "OpenTelemetry::Instrumentation::Rdkafka"),
  ACCOUNTING("dotnet", "2.2.5", "OpenTelemetry.Instrumentation.ConfluentKafka");

  static final int INSTANCES = 2;

  private final String language;
  private final String version;
  private final String scope;

  ShopService(String language, String version, String scope) {
    this.language = language;
    this.version = version;
    this.scope = scope;
  }

  String serviceName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String language() {
    return language;
  }

  /** Of what runs when nothing new is rolled out. */
  String version() {
    return version;
  }

  /** Name of the instrumentation. */
  String scope() {
    return scope;
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
