// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.servicegraph.ServiceGraphSettings;
import io.traceweir.spanmetrics.Dimension;
import io.traceweir.spanmetrics.DurationUnit;
import io.traceweir.spanmetrics.SpanMetricsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the connectors of OpenTelemetry Collector v0.158.0 made of the same requests. Not compared:
 * {@code collector.instance.id}, which there is none of here, and the first flush of a cumulative
 * {@code calls} series, which is 0 there. Where Traceweir differs on purpose, {@code
 * collector-differences.tsv} lists every row and why.
 */
class CollectorGoldenTest {
  private static final SpanMetricsSettings SPANS =
      SpanMetricsSettings.DEFAULT.withResourceKeyAttributes(List.of());
  private static final ServiceGraphSettings GRAPH = ServiceGraphSettings.DEFAULT;

  @ParameterizedTest
  @CsvSource({
    "default, crafted",
    "default, fuzz",
    "default, graph",
    "default, graph-odd",
    "default, odd",
    "default, real",
    "dimensions, crafted",
    "dimensions, odd",
    "buckets, crafted",
    "buckets-empty, graph",
    "unit-s, crafted",
    "unit-s, real",
    "unit-s-buckets, graph",
    "namespace, graph",
    "namespace-empty, graph"
  })
  void shouldCountSpansAsTheCollectorDoes(String name, String input) {
    MetricsSettings settings = MetricsSettings.DEFAULT.with(spanSettings(name));
    Path table = table("span_metrics", name, input);
    Assembly assembly = new Assembly(settings, 4);
    int flushes = inputs(input).size();
    inputs(input).values().forEach(assembly::add);
    MetricRows ours = MetricRows.of(settings, true, SeriesFamily.SPAN_METRICS, assembly.series());
    // One flush more, without input: from then on calls are true.
    MetricRows theirs = MetricRows.ofTable(Reference.lines(table).stream(), flushes + 1, List.of());
    assertThat(ours.rows()).isNotEmpty();
    assertThat(new CollectorDifferences("span_metrics", name, input).unexplained(ours, theirs))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"crafted", "fuzz", "graph", "real"})
  void shouldCountByServiceIdentityWhatTheCollectorCountsByResource(String input) {
    Assembly assembly = new Assembly(MetricsSettings.DEFAULT, 4);
    Map<Integer, List<byte[]>> inputs = inputs(input);
    inputs.values().forEach(assembly::add);
    MetricRows ours =
        MetricRows.of(MetricsSettings.DEFAULT, true, SeriesFamily.SPAN_METRICS, assembly.series());
    MetricRows theirs =
        MetricRows.ofTable(
            Reference.lines(table("span_metrics", "default", input)).stream(),
            inputs.size() + 1,
            SpanMetricsSettings.SERVICE_IDENTITY);
    assertThat(new CollectorDifferences("span_metrics", "default", input).unexplained(ours, theirs))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"crafted", "graph"})
  void shouldAddTheSameInEachTickAsTheCollectorInEachFlush(String input) {
    MetricsSettings settings = MetricsSettings.DEFAULT.with(SPANS);
    inputs(input)
        .forEach(
            (flush, requests) -> {
              MetricRows ours =
                  MetricRows.of(
                      settings,
                      false,
                      SeriesFamily.SPAN_METRICS,
                      new Assembly(settings, 4).add(requests).series());
              MetricRows theirs =
                  MetricRows.ofTable(
                      Reference.lines(table("span_metrics", "delta", input)).stream(),
                      flush,
                      List.of());
              assertThat(
                      new CollectorDifferences("span_metrics", "delta", input)
                          .unexplained(ours, theirs))
                  .isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "default, graph",
    "default, graph-odd",
    "default, crafted",
    "default, fuzz",
    "default, real",
    "dimensions, graph",
    "buckets, graph",
    "peers, graph",
    "no-peers, graph",
    "database, graph"
  })
  void shouldSeeTheEdgesTheCollectorSees(String name, String input) {
    MetricsSettings settings = MetricsSettings.DEFAULT.with(graphSettings(name));
    Map<Integer, List<byte[]>> inputs = inputs(input);
    Assembly assembly = new Assembly(settings, 4);
    inputs.values().forEach(assembly::add);
    MetricRows ours = MetricRows.of(settings, true, SeriesFamily.SERVICE_GRAPH, assembly.series());
    MetricRows theirs =
        MetricRows.ofTable(
            Reference.lines(table("service_graph", name, input)).stream(),
            inputs.size(),
            List.of());
    assertThat(ours.rows()).isNotEmpty();
    assertThat(new CollectorDifferences("service_graph", name, input).unexplained(ours, theirs))
        .isEmpty();
  }

  private static Path table(String connector, String name, String input) {
    return Reference.folder()
        .resolve("golden/metrics")
        .resolve(connector)
        .resolve(name + "." + input + ".tsv");
  }

  /** Requests by flush, which begins with 1. */
  private static Map<Integer, List<byte[]>> inputs(String input) {
    Map<Integer, List<byte[]>> inputs = new LinkedHashMap<>();
    Path folder = Reference.folder().resolve("golden/metrics/inputs");
    for (int flush = 1; Files.exists(folder.resolve(input + "." + flush + ".jsonl")); flush++) {
      inputs.put(flush, Reference.requests(folder.resolve(input + "." + flush + ".jsonl")));
    }
    return inputs;
  }

  private static SpanMetricsSettings spanSettings(String name) {
    return switch (name) {
      case "default" -> SPANS;
      case "dimensions" ->
          SPANS.withDimensions(
              List.of(
                  Dimension.of("http.response.status_code"),
                  new Dimension("tenant", "none"),
                  Dimension.of("deployment.environment.name")));
      case "buckets" ->
          SPANS.withBuckets(DurationUnit.MILLISECONDS, millis(1, 10, 100, 250, 1000, 5000));
      case "buckets-empty" -> SPANS.withBuckets(DurationUnit.MILLISECONDS, List.of());
      case "unit-s" -> SPANS.withBuckets(DurationUnit.SECONDS, SPANS.buckets());
      case "unit-s-buckets" -> SPANS.withBuckets(DurationUnit.SECONDS, millis(50, 1500, 60_000));
      case "namespace" -> SPANS.withNamespace("red");
      case "namespace-empty" -> SPANS.withNamespace("");
      default -> throw new AssertionError(name);
    };
  }

  private static ServiceGraphSettings graphSettings(String name) {
    return switch (name) {
      case "default" -> GRAPH;
      case "dimensions" -> GRAPH.withDimensions(List.of("tenant", "region", "service.version"));
      case "buckets" -> GRAPH.withBuckets(millis(5, 100, 1000));
      case "peers" -> GRAPH.withPeerAttributes(List.of("db.system", "peer.service"));
      case "no-peers" -> GRAPH.withPeerAttributes(List.of());
      case "database" -> GRAPH.withDatabaseNameAttributes(List.of("db.namespace", "db.name"));
      default -> throw new AssertionError(name);
    };
  }

  private static List<Duration> millis(long... bounds) {
    return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toList();
  }
}
