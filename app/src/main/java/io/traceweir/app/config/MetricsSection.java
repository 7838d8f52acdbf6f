// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.series.MetricsSettings;
import io.traceweir.servicegraph.ServiceGraphSettings;
import io.traceweir.spanmetrics.Dimension;
import io.traceweir.spanmetrics.DurationUnit;
import io.traceweir.spanmetrics.SpanMetricsSettings;
import io.traceweir.yaml.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code span_metrics:} and {@code service_graph:} with the words of the Collector's connectors.
 */
final class MetricsSection {

  private static final String BUCKETS =
      "[2ms, 4ms, 6ms, 8ms, 10ms, 50ms, 100ms, 200ms, 400ms, 800ms, 1s, 1400ms, 2s, 5s, 10s, 15s]";

  private enum Temporality {
    CUMULATIVE,
    DELTA
  }

  private final Key<String> spanTopic;
  private final Key<Temporality> temporality;
  private final Key<Duration> interval;
  private final Key<String> namespace;
  private final Key<DurationUnit> unit;
  private final Key<List<Duration>> buckets;
  private final Key<List<Dimension>> dimensions;
  private final Key<List<String>> resourceKeys;
  private final Key<String> graphTopic;
  private final Key<List<Duration>> graphBuckets;
  private final Key<List<String>> graphDimensions;
  private final Key<List<String>> peers;
  private final Key<List<String>> databases;

  MetricsSection(Declarations d) {
    d.section(
        "span_metrics",
        "RED metrics of all spans, kept or not; names and defaults are those of the Collector's"
            + " `span_metrics` connector.");
    spanTopic =
        d.key("span_metrics.topic", KafkaTypes.TOPIC_NAME, "otlp_metrics_spans", "Where they go.");
    temporality =
        d.key(
            "span_metrics.temporality",
            ValueTypes.constant(Temporality.class),
            "cumulative",
            "Of span metrics and service graph.");
    interval =
        d.key(
            "span_metrics.interval",
            ValueTypes.DURATION_ABOVE_ZERO,
            "60s",
            "Time on the clock of the data between two points of a series, of span metrics and"
                + " service graph.");
    namespace =
        d.key(
            "span_metrics.namespace",
            ValueTypes.TEXT_OR_EMPTY,
            "traces.span.metrics",
            "Prefix of the metric names `calls` and `duration`.");
    unit =
        d.key(
            "span_metrics.histogram.unit",
            ValueTypes.constant(DurationUnit.class, MetricsSection::symbol),
            "ms",
            "Unit of `duration`.");
    buckets =
        d.key(
            "span_metrics.histogram.explicit.buckets",
            ValueTypes.BUCKETS,
            BUCKETS,
            "Upper bounds of the histogram.");
    dimensions =
        d.key(
            "span_metrics.dimensions",
            ValueTypes.DIMENSIONS,
            "[]",
            "Attributes of the span, else of its resource, that become part of the series.");
    resourceKeys =
        d.key(
            "span_metrics.resource_metrics_key_attributes",
            ValueTypes.TEXTS,
            "[service.name, service.namespace, deployment.environment.name]",
            "Resource attributes that tell series apart. `[]`: all of them, as the Collector does by"
                + " default; pod names then multiply the series.");
    d.onlyWith("span_metrics.timestamps", "data", "points carry the time of the data");
    d.onlyWith("span_metrics.span_name_patterns", "off", "span names are taken as they are");
    d.onlyWith("span_metrics.exemplars", "0", "there are no exemplars yet");
    d.notYet("span_metrics.limits", "series are not limited yet");

    d.section(
        "service_graph",
        "Edges between services; names and defaults are those of the Collector's `service_graph`"
            + " connector.");
    graphTopic =
        d.key(
            "service_graph.topic",
            KafkaTypes.TOPIC_NAME,
            "otlp_metrics_service_graph",
            "Where they go.");
    graphBuckets =
        d.key(
            "service_graph.latency_histogram_buckets",
            ValueTypes.BUCKETS,
            BUCKETS,
            "Upper bounds of both latency histograms.");
    graphDimensions =
        d.key(
            "service_graph.dimensions",
            ValueTypes.TEXTS,
            "[]",
            "Attributes of either side that become part of the edge, as `client_NAME` and"
                + " `server_NAME`.");
    peers =
        d.key(
            "service_graph.virtual_node_peer_attributes",
            ValueTypes.TEXTS,
            "[peer.service, db.name, db.system]",
            "Span attributes that name a peer nobody instrumented; the first one present counts.");
    databases =
        d.key(
            "service_graph.database_name_attributes",
            ValueTypes.TEXTS,
            "[db.name]",
            "Attributes that name the database a client span calls.");
    d.notYet("service_graph.interval", "span_metrics.interval holds for both");
  }

  private static String symbol(DurationUnit unit) {
    return unit == DurationUnit.MILLISECONDS ? "ms" : "s";
  }

  void topics(Values values, Map<Key<?>, List<String>> topics) {
    for (Key<String> key : List.of(spanTopic, graphTopic)) {
      values.optional(key).ifPresent(name -> topics.put(key, List.of(name)));
    }
  }

  void check(Values values, Problems problems) {
    for (Key<List<Duration>> key : List.of(buckets, graphBuckets)) {
      values
          .optional(key)
          .filter(bounds -> !isAscending(bounds))
          .ifPresent(bounds -> problems.add(values.node(key), "buckets must ascend"));
    }
    values.optional(dimensions).ifPresent(some -> checkDimensions(some, values, problems));
  }

  private static boolean isAscending(List<Duration> bounds) {
    for (int i = 1; i < bounds.size(); i++) {
      if (bounds.get(i).compareTo(bounds.get(i - 1)) <= 0) {
        return false;
      }
    }
    return true;
  }

  private void checkDimensions(List<Dimension> some, Values values, Problems problems) {
    try {
      SpanMetricsSettings checked = SpanMetricsSettings.DEFAULT.withDimensions(some);
      assert checked.dimensions().size() == some.size();
    } catch (IllegalArgumentException e) {
      problems.add(values.node(dimensions), String.valueOf(e.getMessage()));
    }
  }

  PipelineSettings.Metrics settings(Values values) {
    SpanMetricsSettings spans =
        new SpanMetricsSettings(
            values.get(namespace),
            values.get(unit),
            values.get(buckets),
            values.get(dimensions),
            values.get(resourceKeys));
    ServiceGraphSettings graph =
        new ServiceGraphSettings(
            values.get(graphBuckets),
            values.get(peers),
            values.get(databases),
            values.get(graphDimensions));
    return new PipelineSettings.Metrics(
        values.get(spanTopic),
        values.get(graphTopic),
        values.get(interval),
        values.get(temporality) == Temporality.CUMULATIVE,
        MetricsSettings.DEFAULT.with(spans).with(graph));
  }
}
