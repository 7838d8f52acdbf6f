// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.traceweir.app.door.Refusal.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How many points a request of metrics has: all of them are refused, and OTLP wants the number. */
final class DataPoints {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int WIRE_TYPE_BITS = 3;

  /** The tags that lead from a request to a point, level by level; every kind calls them alike. */
  private static final List<Set<Integer>> WAY =
      List.of(
          messages(ExportMetricsServiceRequest.RESOURCE_METRICS_FIELD_NUMBER),
          messages(ResourceMetrics.SCOPE_METRICS_FIELD_NUMBER),
          messages(ScopeMetrics.METRICS_FIELD_NUMBER),
          messages(
              Metric.GAUGE_FIELD_NUMBER,
              Metric.SUM_FIELD_NUMBER,
              Metric.HISTOGRAM_FIELD_NUMBER,
              Metric.EXPONENTIAL_HISTOGRAM_FIELD_NUMBER,
              Metric.SUMMARY_FIELD_NUMBER),
          messages(Gauge.DATA_POINTS_FIELD_NUMBER));

  private DataPoints() {}

  static long count(Wire wire, byte[] body) throws Refusal {
    try {
      return wire == Wire.JSON ? json(body) : protobuf(body);
    } catch (InvalidProtocolBufferException e) {
      throw new Refusal(Reason.MALFORMED, "the bytes end early or are not protobuf");
    } catch (IOException e) {
      throw new Refusal(Reason.MALFORMED, "not JSON");
    }
  }

  /** Skips what it need not know: a request of nothing but empty points costs no objects. */
  private static long protobuf(byte[] body) throws IOException {
    return below(CodedInputStream.newInstance(body), 0);
  }

  private static long below(CodedInputStream in, int level) throws IOException {
    long points = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (level < WAY.size() && WAY.get(level).contains(tag)) {
        int outer = in.pushLimit(in.readRawVarint32());
        points += below(in, level + 1);
        in.popLimit(outer);
      } else if (!in.skipField(tag)) {
        throw new InvalidProtocolBufferException("a group ends that has not begun");
      }
    }
    return level == WAY.size() ? 1 : points;
  }

  private static Set<Integer> messages(int... fields) {
    return Arrays.stream(fields)
        .mapToObj(field -> field << WIRE_TYPE_BITS | WireFormat.WIRETYPE_LENGTH_DELIMITED)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static long json(byte[] body) throws IOException {
    long points = 0;
    try (JsonParser parser = JSON.createParser(body)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME
            && (parser.currentName().equals("dataPoints")
                || parser.currentName().equals("data_points"))
            && parser.nextToken() == JsonToken.START_ARRAY) {
          points += elements(parser);
        }
      }
    }
    return points;
  }

  private static long elements(JsonParser parser) throws IOException {
    long elements = 0;
    JsonToken token = parser.nextToken();
    while (token != null && token != JsonToken.END_ARRAY) {
      elements++;
      parser.skipChildren();
      token = parser.nextToken();
    }
    return elements;
  }
}
