// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.graph;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** The graph as the fields of a JSON object; {@link MapReader} reads them again. */
public final class MapJson {
  private MapJson() {}

  public static void write(JsonGenerator json, ServiceMap map) throws IOException {
    number(json, "covered_seconds", map.seconds());
    json.writeArrayFieldStart("nodes");
    for (Node node : map.nodes()) {
      json.writeStartObject();
      json.writeStringField("id", node.id());
      json.writeStringField("name", node.name());
      json.writeStringField("kind", node.kind().label());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("edges");
    for (Link link : map.links()) {
      json.writeStartObject();
      edge(json, link, map);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void edge(JsonGenerator json, Link link, ServiceMap map) throws IOException {
    json.writeStringField("client", link.client());
    json.writeStringField("server", link.server());
    json.writeStringField("connection_type", link.type());
    json.writeStringField("client_id", ServiceMap.client(link).id());
    json.writeStringField("server_id", map.server(link).id());
    json.writeNumberField("calls", link.calls());
    json.writeNumberField("failed", link.failed());
    number(json, "calls_per_second", link.calls() / map.seconds());
    number(json, "p95_ms", link.p95Millis());
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, Math.round(value * 1_000) / 1_000.0);
    } else {
      json.writeNullField(name);
    }
  }
}
