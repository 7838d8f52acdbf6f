// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One arrow of the service graph.
 *
 * @param type empty for a plain call, else messaging_system, database or virtual_node
 */
public record Edge(String client, String server, String type, long calls, long failed) {
  /** In order of client, server and type. */
  public static List<Edge> all(Series series) {
    Map<Edge, Edge> edges =
        new TreeMap<>(
            Comparator.comparing(Edge::client)
                .thenComparing(Edge::server)
                .thenComparing(Edge::type));
    series.eachSum(
        "traces_service_graph_request_total",
        (attributes, count) -> add(edges, edge(attributes, count, 0)));
    series.eachSum(
        "traces_service_graph_request_failed_total",
        (attributes, count) -> add(edges, edge(attributes, 0, count)));
    return edges.values().stream().filter(edge -> edge.calls > 0 || edge.failed > 0).toList();
  }

  private static void add(Map<Edge, Edge> edges, Edge edge) {
    edges.merge(
        edge,
        edge,
        (a, b) -> new Edge(a.client, a.server, a.type, a.calls + b.calls, a.failed + b.failed));
  }

  private static Edge edge(List<KeyValue> attributes, long calls, long failed) {
    return new Edge(
        Attributes.text(attributes, "client"),
        Attributes.text(attributes, "server"),
        Attributes.text(attributes, "connection_type"),
        calls,
        failed);
  }
}
