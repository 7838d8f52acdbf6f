// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

/** {@code http:} and {@code telemetry:} what this process says about itself. */
final class ServerSection {

  private final Key<String> health;
  private final Key<String> api;
  private final Key<String> token;
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
    api =
        d.key(
            "http.api",
            HttpTypes.ADDRESS_OR_OFF,
            "127.0.0.1:8081",
            "Address of the page and of the API at `/api/v1`; port 0 takes a free one, `off` serves"
                + " neither. When the default address is taken there is a warning and no page; one"
                + " that is written here has to be free.");
    token =
        d.optional(
            "http.token",
            HttpTypes.TOKEN,
            "What callers of the API have to send, as `Authorization: Bearer …`; the page asks for"
                + " it. Set it when `http.api` can be reached from other machines, best as"
                + " `${file:/run/secrets/token}`.");
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

  Configuration.Api api(Values values) {
    if (values.get(api).equals(HttpTypes.OFF)) {
      return Configuration.Api.OFF;
    }
    Address address = Address.of(values.get(api));
    return new Configuration.Api(
        address.host(), address.port(), values.isWritten(api), values.optional(token).orElse(null));
  }
}
