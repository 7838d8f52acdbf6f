// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import io.traceweir.servicegraph.ConnectionType;
import io.traceweir.servicegraph.EdgeSink;
import io.traceweir.servicegraph.ServiceGraph;
import io.traceweir.spanmetrics.SpanMetrics;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the traces of one tick add to each series: span metrics and service graph, every distinct
 * span once, weighted by the sampling it went through before. One per assemble task, reused, one
 * thread; adding to series that are known already allocates nothing.
 */
public final class TickMetrics {
  private static final int ERROR =
      io.opentelemetry.proto.trace.v1.Status.StatusCode.STATUS_CODE_ERROR_VALUE;

  /** Tells edges from spans in the codes of the table; below it the largest span code fits. */
  private static final int EDGE = 1 << 8;

  private final MetricsSettings settings;
  private final SpanMetrics spanMetrics;
  private final ServiceGraph serviceGraph;
  private final Buckets spanBuckets;
  private final Buckets graphBuckets;
  private final KnownResources resources;
  private final AdjustedCounts adjustedCounts = new AdjustedCounts();
  private final SeriesTable table = new SeriesTable();
  private final SeriesTable.Probe spanProbe;
  private final SeriesTable.Probe edgeProbe;
  private final DeltasWriter[] partitions;
  private final EdgeSink edgeSink = this::addEdge;
  private long spansWithoutService;
  private long cappedSpans;

  /** Takes slots for the attributes it reads: to be built before the reader of the traces. */
  public TickMetrics(MetricsSettings settings, AttributeNames names, int partitions) {
    this.settings = settings;
    this.spanMetrics = new SpanMetrics(settings.spanMetrics(), names);
    this.serviceGraph = new ServiceGraph(settings.serviceGraph(), names);
    this.spanBuckets = new Buckets(settings.spanMetrics().buckets());
    this.graphBuckets = new Buckets(settings.serviceGraph().buckets());
    this.resources = new KnownResources(spanMetrics);
    this.spanProbe = new SeriesTable.Probe(spanMetrics.dimensionCount());
    this.edgeProbe = new SeriesTable.Probe(serviceGraph.dimensionCount());
    this.partitions = new DeltasWriter[partitions];
    Arrays.setAll(this.partitions, i -> new DeltasWriter());
  }

  public void add(Trace trace) {
    addSpans(trace);
    serviceGraph.edges(trace, edgeSink);
  }

  /**
   * Spans that came after the decision of their trace. They count as calls; edges need the other
   * half, which may have been counted as unpaired already.
   */
  public void addLate(Trace trace) {
    addSpans(trace);
  }

  private void addSpans(Trace trace) {
    if (table.size() >= settings.cachedSeries() || resources.size() >= settings.cachedSeries()) {
      startOver();
    }
    for (int i = 0; i < trace.spanCount(); i++) {
      addSpan(trace.span(i));
    }
  }

  private void addSpan(Span span) {
    KnownResources.Identity identity = resources.identity(span.resource());
    if (identity == null) {
      spansWithoutService++;
      return;
    }
    SeriesTable.Probe probe = spanProbe;
    probe.first = identity;
    probe.second = span.name();
    probe.code = SpanMetrics.kindAndStatus(span);
    spanMetrics.dimensions(span, probe.dimensions);
    Series series = table.find(probe);
    if (series == null) {
      series = newSpanSeries(probe, identity, span.name());
    }
    long threshold = adjustedCounts.threshold(span);
    long weight = AdjustedCounts.weight(threshold, span.fingerprint());
    cappedSpans += AdjustedCounts.isCapped(threshold) ? 1 : 0;
    table.touch(series);
    series.value.count(weight);
    observe(series, 0, spanBuckets, span.durationNanos(), weight);
  }

  private Series newSpanSeries(
      SeriesTable.Probe probe, KnownResources.Identity identity, String spanName) {
    SeriesKey key =
        SeriesKey.of(
            SeriesFamily.SPAN_METRICS,
            identity.attributes,
            spanMetrics.attributes(identity.serviceName, spanName, probe.code, probe.dimensions));
    return newSeries(probe, key, spanBuckets);
  }

  private Series newSeries(SeriesTable.Probe probe, SeriesKey key, Buckets buckets) {
    SeriesValue value = SeriesValue.empty(buckets, key.family().histograms());
    Series series = new Series(probe, key, value);
    table.add(series);
    return series;
  }

  private void addEdge(
      @Nullable Span client,
      @Nullable Span server,
      String clientName,
      String serverName,
      ConnectionType type) {
    boolean failed = isError(client) || isError(server);
    SeriesTable.Probe probe = edgeProbe;
    probe.first = clientName;
    probe.second = serverName;
    probe.code = EDGE | (type.code() << 1) | (failed ? 1 : 0);
    serviceGraph.dimensions(client, server, probe.dimensions);
    Series series = table.find(probe);
    if (series == null) {
      SeriesKey key =
          SeriesKey.of(
              SeriesFamily.SERVICE_GRAPH,
              Collections.emptySortedMap(),
              serviceGraph.attributes(clientName, serverName, type, failed, probe.dimensions));
      series = newSeries(probe, key, graphBuckets);
    }
    long weight = edgeWeight(client, server);
    table.touch(series);
    series.value.count(weight);
    observe(series, 0, graphBuckets, serverNanos(client, server, type), weight);
    observe(series, 1, graphBuckets, client == null ? 0 : client.durationNanos(), weight);
  }

  /** A pair is here when both halves were sampled, so the stricter of both thresholds decided. */
  private long edgeWeight(@Nullable Span client, @Nullable Span server) {
    long clientThreshold = client == null ? -1 : adjustedCounts.threshold(client);
    long serverThreshold = server == null ? -1 : adjustedCounts.threshold(server);
    Span last = server == null ? client : server;
    int fingerprint = last == null ? 0 : last.fingerprint();
    return AdjustedCounts.weight(Math.max(clientThreshold, serverThreshold), fingerprint);
  }

  /** A database answers for the time its client waited; other missing halves took no time. */
  private static long serverNanos(
      @Nullable Span client, @Nullable Span server, ConnectionType type) {
    if (server != null) {
      return server.durationNanos();
    }
    return client != null && type == ConnectionType.DATABASE ? client.durationNanos() : 0;
  }

  private static boolean isError(@Nullable Span span) {
    return span != null && span.status() == ERROR;
  }

  private static void observe(
      Series series, int histogram, Buckets buckets, long nanos, long weight) {
    series.value.observe(histogram, buckets.indexOf(nanos), nanos, weight);
  }

  public boolean isEmpty() {
    if (!table.isUntouched()) {
      return false;
    }
    for (DeltasWriter partition : partitions) {
      if (!partition.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Hands out the deltas and the partition they belong to, for every partition with changes; when
   * there is much of it, several times for one partition. Then this is empty again.
   */
  public void drain(ObjIntConsumer<byte[]> out) {
    collect();
    for (int i = 0; i < partitions.length; i++) {
      int partition = i;
      partitions[i].drain(deltas -> out.accept(deltas, partition));
    }
  }

  private void collect() {
    table.drain(
        series ->
            partitions[series.key.partition(partitions.length)].append(series.key, series.value));
  }

  /** Sums add up across records, so the memory of series can be given up at any time. */
  private void startOver() {
    collect();
    table.forget();
    resources.forget();
  }

  /** Spans left out of span metrics so far, as their resource has no {@code service.name}. */
  public long spansWithoutService() {
    return spansWithoutService;
  }

  /**
   * Spans so far that claim to stand for more than a span may; they count for as much as it may.
   */
  public long cappedSpans() {
    return cappedSpans;
  }

  /** SERVER and CONSUMER spans so far whose caller is not in their trace. */
  public long unpairedServers() {
    return serviceGraph.unpaired();
  }
}
