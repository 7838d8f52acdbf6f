// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.traceweir.app.outcome.Attributes;
import io.traceweir.spanmetrics.SpanMetricsSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Rate, errors and durations of each service, from span metrics. */
final class RecentServices implements MetricFeed.Sink {

  /** A service is called through these; its other spans are its own business. */
  private static final Set<String> ENTRIES = Set.of("SPAN_KIND_SERVER", "SPAN_KIND_CONSUMER");

  private final SpanMetricsSettings names;
  private final FlowTable<String> flows;
  private final PointDeltas deltas;
  private final MetricFeed feed;

  RecentServices(SpanMetricsSettings names, Limits limits, long intervalMillis) {
    this.names = names;
    this.flows = new FlowTable<>(limits.services(), limits.intervals(), intervalMillis);
    this.deltas = new PointDeltas(limits.series(), limits.intervals() * intervalMillis * 1_000_000);
    this.feed = new MetricFeed(deltas);
  }

  void add(ExportMetricsServiceRequest request) {
    feed.read(request, this);
  }

  @Override
  public void sum(String metric, List<KeyValue> attributes, long timeNanos, long count) {
    if (!metric.equals(names.callsName())) {
      return;
    }
    long interval = flows.interval(timeNanos);
    flows.seen(interval);
    if (count <= 0) {
      return;
    }
    boolean entry = ENTRIES.contains(Attributes.text(attributes, "span.kind"));
    boolean error = Attributes.text(attributes, "status.code").equals("STATUS_CODE_ERROR");
    flows
        .flow(Attributes.text(attributes, "service.name"), interval)
        .ifPresent(
            flow -> {
              flow.spans(interval, count);
              flow.calls(interval, entry ? count : 0);
              flow.failed(interval, entry && error ? count : 0);
            });
  }

  @Override
  public void durations(
      String metric, List<KeyValue> attributes, long timeNanos, MetricFeed.Buckets added) {
    boolean empty = Arrays.stream(added.counts()).allMatch(count -> count == 0);
    if (!empty
        && metric.equals(names.durationName())
        && ENTRIES.contains(Attributes.text(attributes, "span.kind"))) {
      long interval = flows.interval(timeNanos);
      flows
          .flow(Attributes.text(attributes, "service.name"), interval)
          .ifPresent(flow -> flow.durations(interval, added.boundsMillis(), added.counts()));
    }
  }

  FlowTable<String> flows() {
    return flows;
  }

  /** Points that found no room. */
  long leftOut() {
    return deltas.leftOut();
  }
}
