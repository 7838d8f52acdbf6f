// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.traceweir.spanmetrics.DurationUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricsWriterTest {
  private static final MetricsSettings SETTINGS = MetricsSettings.DEFAULT;
  private static final Buckets BUCKETS = new Buckets(SETTINGS.spanMetrics().buckets());
  private static final int ROOMY = 1 << 20;

  @Test
  void shouldWriteCallsAndDurationsOfASpanSeries() {
    MetricsWriter writer = new MetricsWriter(SETTINGS, true);
    writer.point(spans("shop", "GET /"), value(1, 3, 12_000_000), 5, 9);

    ResourceMetrics resource = only(requests(writer, ROOMY)).getResourceMetrics(0);

    assertThat(resource.getResource().getAttributesList())
        .singleElement()
        .satisfies(each -> assertThat(each.getKey()).isEqualTo("service.name"));
    Metric calls = resource.getScopeMetrics(0).getMetrics(0);
    assertThat(calls.getName()).isEqualTo("traces.span.metrics.calls");
    assertThat(calls.getUnit()).isEmpty();
    assertThat(calls.getSum().getIsMonotonic()).isTrue();
    assertThat(calls.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(calls.getSum().getDataPoints(0).getAsInt()).isEqualTo(3);
    Metric duration = resource.getScopeMetrics(0).getMetrics(1);
    assertThat(duration.getName()).isEqualTo("traces.span.metrics.duration");
    assertThat(duration.getUnit()).isEqualTo("ms");
    HistogramDataPoint point = duration.getHistogram().getDataPoints(0);
    assertThat(point.getCount()).isEqualTo(3);
    assertThat(point.getSum()).isEqualTo(36);
    assertThat(point.getExplicitBoundsList()).startsWith(2.0, 4.0).hasSize(16);
    assertThat(point.getBucketCountsList()).hasSize(17);
    assertThat(point.getBucketCounts(5)).isEqualTo(3);
    assertThat(point.getStartTimeUnixNano()).isEqualTo(5);
    assertThat(point.getTimeUnixNano()).isEqualTo(9);
  }

  @Test
  void shouldWriteSecondsWhenToldSo() {
    MetricsSettings seconds =
        SETTINGS.with(
            SETTINGS
                .spanMetrics()
                .withBuckets(DurationUnit.SECONDS, SETTINGS.spanMetrics().buckets()));
    MetricsWriter writer = new MetricsWriter(seconds, false);
    writer.point(spans("shop", "GET /"), value(1, 1, 12_000_000), 0, 1);

    Metric duration =
        only(requests(writer, ROOMY)).getResourceMetrics(0).getScopeMetrics(0).getMetrics(1);

    assertThat(duration.getUnit()).isEqualTo("s");
    assertThat(duration.getHistogram().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    assertThat(duration.getHistogram().getDataPoints(0).getSum()).isEqualTo(0.012);
    assertThat(duration.getHistogram().getDataPoints(0).getExplicitBounds(0)).isEqualTo(0.002);
  }

  @Test
  void shouldWriteFailedRequestsOfFailedEdgesOnly() {
    MetricsWriter writer = new MetricsWriter(SETTINGS, true);
    writer.point(edge(false), value(2, 1, 1_000), 0, 1);
    writer.point(edge(true), value(2, 4, 1_000), 0, 1);

    List<Metric> metrics =
        only(requests(writer, ROOMY)).getResourceMetrics(0).getScopeMetrics(0).getMetricsList();

    assertThat(metrics)
        .extracting(Metric::getName)
        .containsExactly(
            "traces_service_graph_request_total",
            "traces_service_graph_request_server",
            "traces_service_graph_request_client",
            "traces_service_graph_request_failed_total");
    assertThat(metrics.get(0).getSum().getDataPointsCount()).isEqualTo(2);
    assertThat(metrics.get(3).getSum().getDataPointsList())
        .singleElement()
        .satisfies(point -> assertThat(point.getAsInt()).isEqualTo(4));
  }

  @Test
  void shouldSplitBelowTheLimitWithoutLosingOrReorderingPoints() {
    for (int maxBytes : new int[] {1, 700, 2_000, 10_000, 100_000}) {
      MetricsWriter writer = new MetricsWriter(SETTINGS, true);
      for (int i = 0; i < 100; i++) {
        SeriesKey key = spans("service-" + i % 7, "op-" + i % 50);
        writer.point(key, value(1, 1, i), 0, i);
      }
      List<ExportMetricsServiceRequest> requests = requests(writer, maxBytes);

      Map<String, List<Long>> times = new TreeMap<>();
      for (ExportMetricsServiceRequest request : requests) {
        int points = 0;
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
          for (Metric metric : resource.getScopeMetrics(0).getMetricsList()) {
            for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
              times
                  .computeIfAbsent(point.getAttributesList().toString(), k -> new ArrayList<>())
                  .add(point.getTimeUnixNano());
              points++;
            }
            points += metric.getSum().getDataPointsCount();
          }
        }
        assertThat(points == 1 || request.getSerializedSize() <= maxBytes).isTrue();
      }
      assertThat(times.values()).allSatisfy(each -> assertThat(each).isSorted());
      assertThat(times.values().stream().mapToInt(List::size).sum()).isEqualTo(100);
    }
  }

  @Test
  void shouldFillRequestsReasonably() {
    MetricsWriter writer = new MetricsWriter(SETTINGS, true);
    for (int i = 0; i < 1_000; i++) {
      writer.point(spans("shop", "op-" + i), value(1, 1, i), 0, 1);
    }
    List<ExportMetricsServiceRequest> requests = requests(writer, 50_000);
    int bytes = requests.stream().mapToInt(ExportMetricsServiceRequest::getSerializedSize).sum();
    assertThat(requests).hasSizeLessThanOrEqualTo(bytes / 45_000 + 1);
  }

  @Test
  void shouldLeaveOutAHistogramCountedWithOtherBounds() {
    SeriesValue old = SeriesValue.empty(new Buckets(List.of(Duration.ofMillis(1))), 1);
    old.count(8);
    old.observe(0, 0, 1, 8);
    MetricsWriter writer = new MetricsWriter(SETTINGS, true);
    writer.point(spans("shop", "GET /"), old, 0, 1);

    List<Metric> metrics =
        only(requests(writer, ROOMY)).getResourceMetrics(0).getScopeMetrics(0).getMetricsList();

    assertThat(metrics).extracting(Metric::getName).containsExactly("traces.span.metrics.calls");
  }

  @Test
  void shouldWriteNothingWhenThereIsNothing() {
    assertThat(requests(new MetricsWriter(SETTINGS, true), ROOMY)).isEmpty();
  }

  @Test
  void shouldBeEmptyAgainAfterwards() {
    MetricsWriter writer = new MetricsWriter(SETTINGS, true);
    writer.point(edge(true), value(2, 4, 1_000), 0, 1);
    assertThat(requests(writer, ROOMY)).hasSize(1);
    assertThat(requests(writer, ROOMY)).isEmpty();
  }

  private static SeriesKey spans(String service, String name) {
    return SeriesKey.of(
        SeriesFamily.SPAN_METRICS,
        new TreeMap<>(Map.of("service.name", service)),
        new TreeMap<>(Map.of("service.name", service, "span.name", name)));
  }

  private static SeriesKey edge(boolean failed) {
    return SeriesKey.of(
        SeriesFamily.SERVICE_GRAPH,
        new TreeMap<>(),
        new TreeMap<>(Map.of("client", "web", "server", "api", "failed", failed)));
  }

  private static SeriesValue value(int histograms, long times, long nanos) {
    SeriesValue value = SeriesValue.empty(BUCKETS, histograms);
    value.count(times);
    for (int i = 0; i < histograms; i++) {
      value.observe(i, BUCKETS.indexOf(nanos), nanos, times);
    }
    return value;
  }

  private static ExportMetricsServiceRequest only(List<ExportMetricsServiceRequest> requests) {
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  private static List<ExportMetricsServiceRequest> requests(MetricsWriter writer, int maxBytes) {
    List<ExportMetricsServiceRequest> requests = new ArrayList<>();
    writer.finish(maxBytes, bytes -> requests.add(parse(bytes)));
    return requests;
  }

  private static ExportMetricsServiceRequest parse(byte[] bytes) {
    try {
      return ExportMetricsServiceRequest.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
