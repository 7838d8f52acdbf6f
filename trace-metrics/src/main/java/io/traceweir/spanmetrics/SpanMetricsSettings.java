// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.spanmetrics;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What span metrics are made of; names and defaults are those of the Collector's {@code
 * span_metrics} connector.
 *
 * @param namespace prefix of the metric names; empty for none
 * @param buckets inclusive upper bounds, ascending; empty for one bucket only
 * @param resourceKeyAttributes resource attributes that tell series apart and are written as the
 *     resource; empty for all of them, as the Collector does by default
 */
public record SpanMetricsSettings(
    String namespace,
    DurationUnit unit,
    List<Duration> buckets,
    List<Dimension> dimensions,
    List<String> resourceKeyAttributes) {

  /** Attributes that every series of span metrics has. */
  static final Set<String> FIXED =
      Set.of("service.name", "span.name", "span.kind", "status.code", "collector.instance.id");

  public static final List<Duration> DEFAULT_BUCKETS =
      Stream.of(2, 4, 6, 8, 10, 50, 100, 200, 400, 800, 1000, 1400, 2000, 5000, 10000, 15000)
          .map(Duration::ofMillis)
          .toList();

  public static final List<String> SERVICE_IDENTITY =
      List.of("service.name", "service.namespace", "deployment.environment.name");

  public static final SpanMetricsSettings DEFAULT =
      new SpanMetricsSettings(
          "traces.span.metrics",
          DurationUnit.MILLISECONDS,
          DEFAULT_BUCKETS,
          List.of(),
          SERVICE_IDENTITY);

  public SpanMetricsSettings {
    buckets = List.copyOf(buckets);
    dimensions = List.copyOf(dimensions);
    resourceKeyAttributes = List.copyOf(resourceKeyAttributes);
    Set<String> names = new TreeSet<>(FIXED);
    for (Dimension dimension : dimensions) {
      if (!names.add(dimension.name())) {
        throw new IllegalArgumentException(
            "dimension " + dimension.name() + " is there more than once");
      }
    }
  }

  public SpanMetricsSettings withDimensions(List<Dimension> some) {
    return new SpanMetricsSettings(namespace, unit, buckets, some, resourceKeyAttributes);
  }

  public SpanMetricsSettings withBuckets(DurationUnit otherUnit, List<Duration> bounds) {
    return new SpanMetricsSettings(namespace, otherUnit, bounds, dimensions, resourceKeyAttributes);
  }

  public SpanMetricsSettings withResourceKeyAttributes(List<String> names) {
    return new SpanMetricsSettings(namespace, unit, buckets, dimensions, names);
  }

  public SpanMetricsSettings withNamespace(String other) {
    return new SpanMetricsSettings(other, unit, buckets, dimensions, resourceKeyAttributes);
  }

  public String callsName() {
    return prefixed("calls");
  }

  public String durationName() {
    return prefixed("duration");
  }

  private String prefixed(String name) {
    return namespace.isEmpty() ? name : namespace + "." + name;
  }
}
