// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import com.google.protobuf.Message;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The points of one resource, by metric. */
final class ResourceGroup {
  record Id(SeriesFamily family, Map<String, Object> attributes) {}

  private final SeriesFamily family;
  private final Resource resource;
  private final Map<MetricDefinition, List<Message>> points = new LinkedHashMap<>();

  ResourceGroup(Id id) {
    this.family = id.family();
    this.resource =
        Resource.newBuilder().addAllAttributes(OtlpAttributes.of(id.attributes())).build();
  }

  void add(MetricDefinition metric, Message point) {
    points.computeIfAbsent(metric, ignored -> new ArrayList<>()).add(point);
  }

  Resource resource() {
    return resource;
  }

  /** The scope names of the Collector's connectors, which some dashboards filter by. */
  String scopeName() {
    return switch (family) {
      case SPAN_METRICS -> "spanmetricsconnector";
      case SERVICE_GRAPH -> "traces_service_graph";
    };
  }

  void writeTo(MetricRequests requests) {
    points.forEach((metric, all) -> all.forEach(point -> requests.add(this, metric, point)));
  }
}
