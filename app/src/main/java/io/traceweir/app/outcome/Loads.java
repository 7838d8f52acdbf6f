// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Loads since the beginning, from the series of the metrics topics. */
public final class Loads {
  private static final double MILLIS_PER_SECOND = 1_000;

  /**
   * One arrow of the service graph.
   *
   * @param type empty for a plain call, else messaging_system, database or virtual_node
   */
  public record Arrow(String client, String server, String type) implements Comparable<Arrow> {
    private static final Comparator<Arrow> ORDER =
        Comparator.comparing(Arrow::client).thenComparing(Arrow::server).thenComparing(Arrow::type);

    @Override
    public int compareTo(Arrow other) {
      return ORDER.compare(this, other);
    }
  }

  private Loads() {}

  /** Of the calls that services answer: SERVER and CONSUMER spans. */
  public static Map<String, Load> services(Series spanMetrics) {
    Map<String, Load> loads = new TreeMap<>();
    spanMetrics.eachSum(
        Red.CALLS,
        (attributes, count) -> {
          if (Red.isEntry(attributes)) {
            add(loads, service(attributes), calls(count, Red.isError(attributes)));
          }
        });
    spanMetrics.eachHistogram(
        Red.DURATION,
        (attributes, durations) -> {
          if (Red.isEntry(attributes)) {
            add(loads, service(attributes), new Load(0, 0, durations, Durations.NONE));
          }
        });
    return loads;
  }

  public static Map<Arrow, Load> edges(Series serviceGraph) {
    Map<Arrow, Load> loads = new TreeMap<>();
    serviceGraph.eachSum(
        "traces_service_graph_request_total",
        (attributes, count) -> add(loads, arrow(attributes), calls(count, false)));
    serviceGraph.eachSum(
        "traces_service_graph_request_failed_total",
        (attributes, count) ->
            add(loads, arrow(attributes), new Load(0, count, Durations.NONE, Durations.NONE)));
    serviceGraph.eachHistogram(
        "traces_service_graph_request_server",
        (attributes, seconds) ->
            add(loads, arrow(attributes), new Load(0, 0, millis(seconds), Durations.NONE)));
    serviceGraph.eachHistogram(
        "traces_service_graph_request_client",
        (attributes, seconds) ->
            add(loads, arrow(attributes), new Load(0, 0, Durations.NONE, millis(seconds))));
    return loads;
  }

  private static <K> void add(Map<K, Load> loads, K key, Load load) {
    loads.merge(key, load, Load::plus);
  }

  private static Load calls(long count, boolean failed) {
    return new Load(count, failed ? count : 0, Durations.NONE, Durations.NONE);
  }

  private static Durations millis(Durations seconds) {
    return seconds.times(MILLIS_PER_SECOND);
  }

  private static String service(List<KeyValue> attributes) {
    return Attributes.text(attributes, "service.name");
  }

  private static Arrow arrow(List<KeyValue> attributes) {
    return new Arrow(
        Attributes.text(attributes, "client"),
        Attributes.text(attributes, "server"),
        Attributes.text(attributes, "connection_type"));
  }
}
