// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Packs points into requests, beginning a new one where the next point would be too much. */
final class MetricRequests {
  /** Tag and length of an embedded message. */
  private static final int FRAME_BYTES = 6;

  /** The metric's own fields and the frames of the four messages around its points. */
  private static final int METRIC_BYTES = 48;

  private final AggregationTemporality temporality;
  private final int maxBytes;
  private final Consumer<byte[]> out;
  private ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
  private int usedBytes;
  private @Nullable ResourceGroup group;
  private ScopeMetrics.@Nullable Builder scope;
  private @Nullable MetricDefinition definition;
  private Metric.@Nullable Builder metric;

  MetricRequests(AggregationTemporality temporality, int maxBytes, Consumer<byte[]> out) {
    this.temporality = temporality;
    this.maxBytes = maxBytes;
    this.out = out;
  }

  void add(ResourceGroup nextGroup, MetricDefinition nextDefinition, Message point) {
    int pointBytes = FRAME_BYTES + point.getSerializedSize();
    int headBytes = headBytes(nextGroup, nextDefinition);
    if (usedBytes > 0 && (long) usedBytes + headBytes + pointBytes > maxBytes) {
      finish();
      headBytes = headBytes(nextGroup, nextDefinition);
    }
    usedBytes += headBytes + pointBytes;
    Metric.Builder into = metric(nextGroup, nextDefinition);
    if (point instanceof HistogramDataPoint histogram) {
      into.getHistogramBuilder().addDataPoints(histogram);
    } else {
      into.getSumBuilder().addDataPoints((NumberDataPoint) point);
    }
  }

  private int headBytes(ResourceGroup nextGroup, MetricDefinition nextDefinition) {
    int resourceBytes =
        group == nextGroup
            ? 0
            : nextGroup.resource().getSerializedSize() + nextGroup.scopeName().length();
    boolean sameMetric = group == nextGroup && nextDefinition.equals(definition);
    return resourceBytes + (sameMetric ? 0 : METRIC_BYTES + 3 * nextDefinition.name().length());
  }

  private Metric.Builder metric(ResourceGroup nextGroup, MetricDefinition nextDefinition) {
    ScopeMetrics.Builder inScope = scope;
    if (inScope == null || group != nextGroup) {
      ResourceMetrics.Builder resource =
          request.addResourceMetricsBuilder().setResource(nextGroup.resource());
      inScope = resource.addScopeMetricsBuilder();
      inScope.getScopeBuilder().setName(nextGroup.scopeName());
      scope = inScope;
      group = nextGroup;
      metric = null;
    }
    Metric.Builder current = metric;
    if (current == null || !nextDefinition.equals(definition)) {
      current = begin(inScope.addMetricsBuilder(), nextDefinition);
      metric = current;
      definition = nextDefinition;
    }
    return current;
  }

  private Metric.Builder begin(Metric.Builder fresh, MetricDefinition of) {
    fresh.setName(of.name()).setUnit(of.unit());
    if (of.isHistogram()) {
      fresh.getHistogramBuilder().setAggregationTemporality(temporality);
    } else {
      fresh.getSumBuilder().setAggregationTemporality(temporality).setIsMonotonic(true);
    }
    return fresh;
  }

  void finish() {
    if (usedBytes > 0) {
      out.accept(request.build().toByteArray());
    }
    request = ExportMetricsServiceRequest.newBuilder();
    usedBytes = 0;
    group = null;
    scope = null;
    definition = null;
    metric = null;
  }
}
