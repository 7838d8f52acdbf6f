// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.graph;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.traceweir.app.outcome.Attributes;
import io.traceweir.app.outcome.Durations;
import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The graph that recorded metrics of a service graph draw: all calls since their series began. */
final class MapOfSeries {
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final double P95 = 0.95;

  private record Ends(String client, String server, String type) {}

  private MapOfSeries() {}

  static ServiceMap of(Series series) {
    Map<Ends, Durations> durations = new HashMap<>();
    for (String side : List.of("client", "server")) {
      series.eachHistogram(
          "traces_service_graph_request_" + side,
          (attributes, histogram) -> {
            Ends ends = ends(attributes);
            boolean byCaller = Link.isSeenByCallerOnly(ends.client, ends.type);
            if (byCaller == side.equals("client")) {
              durations.merge(ends, histogram, MapOfSeries::sum);
            }
          });
    }
    List<Link> links = new ArrayList<>();
    for (Edge edge : Edge.all(series)) {
      Ends ends = new Ends(edge.client(), edge.server(), edge.type());
      double p95 = durations.getOrDefault(ends, Durations.NONE).quantile(P95) * MILLIS_PER_SECOND;
      links.add(new Link(ends.client, ends.server, ends.type, edge.calls(), edge.failed(), p95));
    }
    return ServiceMap.of(links, List.of(), Double.NaN);
  }

  /** Bounds that were changed meanwhile cannot be added: the later ones count. */
  private static Durations sum(Durations a, Durations b) {
    return a.bounds().equals(b.bounds()) ? a.plus(b) : b;
  }

  private static Ends ends(List<KeyValue> attributes) {
    return new Ends(
        Attributes.text(attributes, "client"),
        Attributes.text(attributes, "server"),
        Attributes.text(attributes, "connection_type"));
  }
}
