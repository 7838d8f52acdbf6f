// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static io.traceweir.testkit.Traces.trace;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.traceweir.otlp.Signal;
import io.traceweir.series.Deltas;
import io.traceweir.series.MetricsSettings;
import io.traceweir.series.MetricsWriter;
import io.traceweir.series.TickMetrics;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names and labels under which Prometheus knows what Traceweir counts: made, not listed. */
final class MetricNames {

  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? \\S+$");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
  private static final Pattern ROW =
      Pattern.compile("\\| `(traceweir_\\w+)` \\| \\w+ \\|([^|]*)\\|.*");

  private static final Pattern WORD = Pattern.compile("`(\\w+)`");

  private final Map<String, Set<String>> labels = new TreeMap<>();

  MetricNames() throws IOException {
    addScraped();
    addDeclared();
    addSeries();
  }

  /** By metric. */
  Map<String, Set<String>> labels() {
    return labels;
  }

  private void add(String name, Set<String> itsLabels) {
    labels.computeIfAbsent(name, n -> new TreeSet<>()).addAll(itsLabels);
  }

  private void addScraped() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    Matcher sample = SAMPLE.matcher(registry.scrape());
    while (sample.find()) {
      Set<String> found = new TreeSet<>();
      LABEL.matcher(String.valueOf(sample.group(2))).results().forEach(l -> found.add(l.group(1)));
      add(sample.group(1), found);
    }
  }

  /** The pipeline's meters stand in a page that is generated from their declarations. */
  private void addDeclared() throws IOException {
    for (String line : Files.readAllLines(Tree.ROOT.resolve("docs/metrics.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> found = new TreeSet<>();
        WORD.matcher(row.group(2)).results().forEach(l -> found.add(l.group(1)));
        add(row.group(1), found);
      }
    }
  }

  /** Span metrics and service graph of a small trace, as they are written to their topics. */
  private void addSeries() throws InvalidProtocolBufferException {
    MetricsWriter writer = new MetricsWriter(MetricsSettings.DEFAULT, true);
    AttributeNames names = new AttributeNames();
    TickMetrics metrics = new TickMetrics(MetricsSettings.DEFAULT, names, 1);
    TraceReader reader = new TraceReader(names, new ResourceCache());
    TraceBuilder trace = trace("a").root("GET /").service("shop").server().error();
    byte[] request = trace.request().toByteArray();
    String id = trace.traceId();
    reader.begin(
        Long.parseUnsignedLong(id.substring(0, 16), 16),
        Long.parseUnsignedLong(id.substring(16), 16));
    reader.add(Signal.SPANS, request, 0, request.length);
    metrics.add(reader.finish());
    metrics.drain(
        (bytes, partition) ->
            Deltas.forEach(bytes, 0, bytes.length, (key, value) -> writer.point(key, value, 1, 2)));
    List<byte[]> requests = new ArrayList<>();
    writer.finish(1 << 20, requests::add);
    for (byte[] each : requests) {
      addOtlp(ExportMetricsServiceRequest.parseFrom(each));
    }
  }

  private void addOtlp(ExportMetricsServiceRequest request) {
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      for (Metric metric : resource.getScopeMetrics(0).getMetricsList()) {
        addOtlp(metric);
      }
    }
  }

  /** As Prometheus translates with UnderscoreEscapingWithSuffixes. */
  private void addOtlp(Metric metric) {
    String name = metric.getName().replace('.', '_');
    if (metric.hasSum()) {
      Set<String> found = labels(metric.getSum().getDataPoints(0).getAttributesList());
      add(name.endsWith("_total") ? name : name + "_total", found);
      return;
    }
    Set<String> found = labels(metric.getHistogram().getDataPoints(0).getAttributesList());
    String unit = metric.getUnit().equals("ms") ? "_milliseconds" : "_seconds";
    for (String part : List.of("_bucket", "_count", "_sum")) {
      add(name + unit + part, found);
    }
    add(name + unit + "_bucket", Set.of("le"));
  }

  private static Set<String> labels(List<KeyValue> attributes) {
    Set<String> found = new TreeSet<>();
    attributes.forEach(attribute -> found.add(attribute.getKey().replace('.', '_')));
    return found;
  }
}
