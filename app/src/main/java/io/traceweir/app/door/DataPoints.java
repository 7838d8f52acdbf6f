// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.traceweir.app.door.Refusal.Reason;
import java.io.IOException;

/** How many points a request of metrics has: all of them are refused, and OTLP wants the number. */
final class DataPoints {
  private static final JsonFactory JSON = new JsonFactory();

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

  private static long protobuf(byte[] body) throws InvalidProtocolBufferException {
    return ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .mapToLong(DataPoints::of)
        .sum();
  }

  private static int of(Metric metric) {
    return metric.getGauge().getDataPointsCount()
        + metric.getSum().getDataPointsCount()
        + metric.getHistogram().getDataPointsCount()
        + metric.getExponentialHistogram().getDataPointsCount()
        + metric.getSummary().getDataPointsCount();
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
