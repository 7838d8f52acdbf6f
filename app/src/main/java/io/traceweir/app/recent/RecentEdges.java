// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.traceweir.app.graph.Link;
import io.traceweir.app.outcome.Attributes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Calls between services, from the metrics of the service graph. */
final class RecentEdges implements MetricFeed.Sink {

  /** What tells edges apart. */
  record Ends(String client, String server, String type) implements Comparable<Ends> {
    private static final Comparator<Ends> ORDER =
        Comparator.comparing(Ends::client).thenComparing(Ends::server).thenComparing(Ends::type);

    static Ends of(List<KeyValue> attributes) {
      return new Ends(
          Attributes.text(attributes, "client"),
          Attributes.text(attributes, "server"),
          Attributes.text(attributes, "connection_type"));
    }

    @Override
    public int compareTo(Ends other) {
      return ORDER.compare(this, other);
    }
  }

  private final FlowTable<Ends> flows;
  private final PointDeltas deltas;
  private final MetricFeed feed;

  RecentEdges(Limits limits, long intervalMillis) {
    this.flows = new FlowTable<>(limits.edges(), limits.intervals(), intervalMillis);
    this.deltas = new PointDeltas(limits.series(), limits.intervals() * intervalMillis * 1_000_000);
    this.feed = new MetricFeed(deltas);
  }

  void add(ExportMetricsServiceRequest request) {
    feed.read(request, this);
  }

  @Override
  public void sum(String metric, List<KeyValue> attributes, long timeNanos, long count) {
    boolean all = metric.equals("traces_service_graph_request_total");
    boolean failed = metric.equals("traces_service_graph_request_failed_total");
    if (!all && !failed) {
      return;
    }
    long interval = flows.interval(timeNanos);
    flows.seen(interval);
    if (count > 0) {
      flows
          .flow(Ends.of(attributes), interval)
          .ifPresent(
              flow -> {
                flow.calls(interval, all ? count : 0);
                flow.failed(interval, failed ? count : 0);
              });
    }
  }

  @Override
  public void durations(
      String metric, List<KeyValue> attributes, long timeNanos, MetricFeed.Buckets added) {
    Ends ends = Ends.of(attributes);
    String side = Link.isSeenByCallerOnly(ends.client(), ends.type()) ? "client" : "server";
    boolean empty = Arrays.stream(added.counts()).allMatch(count -> count == 0);
    if (!empty && metric.equals("traces_service_graph_request_" + side)) {
      long interval = flows.interval(timeNanos);
      flows
          .flow(ends, interval)
          .ifPresent(flow -> flow.durations(interval, added.boundsMillis(), added.counts()));
    }
  }

  FlowTable<Ends> flows() {
    return flows;
  }

  /** Points that found no room. */
  long leftOut() {
    return deltas.leftOut();
  }
}
