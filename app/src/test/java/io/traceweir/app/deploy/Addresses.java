// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the services of the Compose file listen, each from its own configuration or image. */
final class Addresses {

  private static final Pattern ADVERTISED = Pattern.compile("INSIDE://([a-z]+:[0-9]+)");
  private static final Pattern DEFAULT = Pattern.compile("\\$\\{env:\\w+:-([^}]+)}");

  /** As the documentation of these images has them; nothing here sets them. */
  private static final Map<String, Set<String>> OF_IMAGES =
      Map.of(
          "jaegertracing/jaeger", Set.of("4317", "4318", "16686"),
          "jaegertracing/example-hotrod", Set.of("8080"),
          "prom/prometheus", Set.of("9090"),
          "grafana/grafana", Set.of("3000"));

  private final Set<String> known = new HashSet<>();

  Addresses(Compose compose) {
    compose.services().forEach((name, service) -> image(name, service.at("image").text()));
    Matcher inside = ADVERTISED.matcher(compose.variable("kafka", "KAFKA_ADVERTISED_LISTENERS"));
    if (inside.find()) {
      known.add(inside.group(1));
    }
    known.add(
        "loki:" + Tree.read("deploy/compose/loki.yaml").at("server", "http_listen_port").text());
    known.add("traceweir:8080");
    String page = Tree.read("deploy/compose/traceweir.yaml").at("http", "api").text();
    known.add("traceweir" + page.replace("0.0.0.0", ""));
    collector("collector-in");
    collector("collector-out");
  }

  private void image(String service, String image) {
    OF_IMAGES
        .getOrDefault(image.substring(0, image.indexOf(':')), Set.of())
        .forEach(port -> known.add(service + ":" + port));
  }

  private void collector(String name) {
    Tree file = Tree.read("collector/" + name + ".yaml");
    for (Tree protocol : file.at("receivers", "otlp", "protocols").fields().values()) {
      known.add(name + protocol.at("endpoint").text().replace("0.0.0.0", ""));
    }
    for (Tree reader : file.at("service", "telemetry", "metrics", "readers").items()) {
      known.add(name + ":" + reader.at("pull", "exporter", "prometheus", "port").text());
    }
  }

  boolean has(String address) {
    return known.contains(address);
  }

  /** {@code host:port} of an address or URL, the default of a variable filled in. */
  static String of(String address) {
    return DEFAULT
        .matcher(address)
        .replaceAll("$1")
        .replaceFirst("^https?://", "")
        .replaceFirst("/.*$", "");
  }

  @Override
  public String toString() {
    return known.toString();
  }
}
