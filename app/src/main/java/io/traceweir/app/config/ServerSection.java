// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

/** {@code http:} and {@code telemetry:} what this process says about itself. */
final class ServerSection {

  private final Key<String> health;
  private final Key<Boolean> prometheus;
  private final Key<LogFormat> logFormat;

  ServerSection(Declarations d) {
    d.section("http", "Where this process answers.");
    health =
        d.key(
            "http.health",
            KafkaTypes.ADDRESS_AND_PORT,
            "0.0.0.0:8080",
            "Address of `/health/live`, `/health/ready`, `/health/started` and `/metrics`; port 0"
                + " takes a free one.");
    d.notYet("http.api", "there is no API yet");
    d.section("telemetry", "What this process says about itself.");
    prometheus =
        d.key(
            "telemetry.prometheus",
            ValueTypes.BOOLEAN,
            "true",
            "Own metrics at `/metrics`, in Prometheus' format.");
    logFormat =
        d.key(
            "telemetry.log_format",
            ValueTypes.constant(LogFormat.class),
            "json",
            "Logs of `traceweir run`: one JSON object per line, or text. They go to standard error.");
  }

  Configuration.Server settings(Values values) {
    Address address = Address.of(values.get(health));
    return new Configuration.Server(
        address.host(), address.port(), values.get(prometheus), values.get(logFormat));
  }
}
