// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Data points in a form in which ours and recorded ones can be compared. */
final class MetricRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BYTES = Pattern.compile("(?<=:)bytes\\([^)]*\\)");
  private static final double TOLERANCE = 1e-9;

  /** Name, unit, type and temporality in one text; attributes as JSON, sorted. */
  record Row(String metric, String resource, String attributes) implements Comparable<Row> {
    private static final Comparator<Row> ORDER =
        Comparator.comparing(Row::metric)
            .thenComparing(Row::attributes)
            .thenComparing(Row::resource);

    @Override
    public int compareTo(Row other) {
      return ORDER.compare(this, other);
    }

    /** The attributes without dimensions, short. */
    String labels() {
      Map<String, Object> all = parse(attributes);
      if (all.containsKey("client")) {
        return String.format(
                "%s > %s [%s]%s",
                all.get("client"),
                all.get("server"),
                all.get("connection_type"),
                String.valueOf(all.get("failed")).equals("true") ? " failed" : "")
            .replace("\"", "");
      }
      String labels =
          Stream.of("service.name", "span.name", "span.kind", "status.code")
              .map(name -> String.valueOf(all.remove(name)).replace("\"", ""))
              .collect(Collectors.joining(" | "));
      return all.isEmpty() ? labels : labels + " | " + write(all);
    }
  }

  record Numbers(long count, double sum, List<Long> buckets) {
    Numbers plus(Numbers other) {
      List<Long> added = new ArrayList<>();
      for (int i = 0; i < buckets.size(); i++) {
        added.add(buckets.get(i) + other.buckets.get(i));
      }
      return new Numbers(count + other.count, sum + other.sum, added);
    }

    boolean isCloseTo(Numbers other) {
      return count == other.count
          && buckets.equals(other.buckets)
          && Math.abs(sum - other.sum) <= TOLERANCE * Math.abs(other.sum);
    }

    @Override
    public String toString() {
      return count + (buckets.isEmpty() ? "" : " sum " + sum + " in " + buckets);
    }
  }

  private final SortedMap<Row, Numbers> rows = new TreeMap<>();

  private void put(Row row, Numbers numbers) {
    rows.merge(row, numbers, Numbers::plus);
  }

  SortedMap<Row, Numbers> rows() {
    return rows;
  }

  /** Ours, through the writer. */
  static MetricRows of(
      MetricsSettings settings,
      boolean cumulative,
      SeriesFamily family,
      Map<SeriesKey, SeriesValue> series) {
    MetricsWriter writer = new MetricsWriter(settings, cumulative);
    series.forEach(
        (key, value) -> {
          if (key.family() == family) {
            writer.point(key, value, 0, 0);
          }
        });
    MetricRows rows = new MetricRows();
    writer.finish(10_000, rows::addRequest);
    return rows;
  }

  private void addRequest(byte[] request) {
    try {
      for (ResourceMetrics resource :
          ExportMetricsServiceRequest.parseFrom(request).getResourceMetricsList()) {
        String resourceText = json(resource.getResource().getAttributesList());
        for (Metric metric : resource.getScopeMetrics(0).getMetricsList()) {
          addMetric(resourceText, metric);
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private void addMetric(String resource, Metric metric) {
    for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
      String name = name(metric, "Sum", metric.getSum().getAggregationTemporality().name());
      put(
          new Row(name, resource, json(point.getAttributesList())),
          new Numbers(point.getAsInt(), 0, List.of()));
    }
    for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
      String name =
          name(metric, "Histogram", metric.getHistogram().getAggregationTemporality().name());
      put(
          new Row(name, resource, json(point.getAttributesList())),
          new Numbers(point.getCount(), point.getSum(), point.getBucketCountsList()));
    }
  }

  private static String name(Metric metric, String type, String temporality) {
    String word = temporality.endsWith("DELTA") ? "Delta" : "Cumulative";
    return String.join(" ", metric.getName(), metric.getUnit(), type, word);
  }

  private static String json(List<KeyValue> attributes) {
    Map<String, Object> values = new TreeMap<>();
    for (KeyValue attribute : attributes) {
      values.put(attribute.getKey(), value(attribute.getValue()));
    }
    return write(values);
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BOOL_VALUE -> value.getBoolValue();
      case BYTES_VALUE ->
          "bytes(" + Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()) + ")";
      default -> throw new AssertionError(value.getValueCase());
    };
  }

  /**
   * Recorded ones: {@code flush resource metric unit type temporality attributes count sum
   * buckets}, tab separated with a header line.
   *
   * @param identity the resource attributes that count; empty for all
   */
  static MetricRows ofTable(Stream<String> lines, int flush, List<String> identity) {
    MetricRows rows = new MetricRows();
    lines
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .filter(cells -> cells[0].equals(String.valueOf(flush)))
        .forEach(cells -> rows.addCells(cells, identity));
    return rows;
  }

  private void addCells(String[] cells, List<String> identity) {
    Map<String, Object> resource = parse(cells[1]);
    if (!identity.isEmpty()) {
      resource.keySet().retainAll(identity);
    }
    Map<String, Object> attributes = parse(cells[6]);
    attributes.remove("collector.instance.id");
    String metric = String.join(" ", cells[2], cells[3], cells[4], cells[5]);
    put(
        new Row(metric, write(resource), write(attributes)),
        new Numbers(
            Long.parseLong(cells[7]),
            cells[8].isEmpty() ? 0 : Double.parseDouble(cells[8]),
            cells[9].isEmpty()
                ? List.of()
                : Arrays.stream(cells[9].split(" ")).map(Long::valueOf).toList()));
  }

  private static Map<String, Object> parse(String json) {
    try {
      Map<String, Object> values = new TreeMap<>();
      for (Map.Entry<String, JsonNode> each :
          JSON.readTree(BYTES.matcher(json).replaceAll("\"$0\"")).properties()) {
        JsonNode value = each.getValue();
        // A list is a text here, as everywhere in Traceweir where attributes are read.
        values.put(each.getKey(), value.isContainerNode() ? value.toString() : value);
      }
      return values;
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String write(Map<String, Object> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
