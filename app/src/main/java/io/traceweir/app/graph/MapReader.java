// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.traceweir.app.outcome.Series;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads a graph: what the API answers at {@code /api/v1/graph}, or OTLP/JSON of the metrics of a
 * service graph, one request after the other.
 */
public final class MapReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> METRICS = Set.of("resourceMetrics", "resource_metrics");

  private MapReader() {}

  /**
   * The graph in these bytes.
   *
   * @throws NoGraphException when there is none in it
   */
  public static ServiceMap read(byte[] json) throws NoGraphException {
    try {
      return isMetrics(json) ? MapOfSeries.of(series(json)) : answer(json);
    } catch (StreamReadException e) {
      // Jackson's messages quote what was read
      throw new NoGraphException("not JSON, at line " + e.getLocation().getLineNr(), e);
    } catch (IOException e) {
      throw new NoGraphException("not JSON", e);
    }
  }

  private static boolean isMetrics(byte[] json) throws IOException, NoGraphException {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new NoGraphException(
            parser.currentToken() == null ? "nothing in it" : "JSON, but not an object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (METRICS.contains(parser.currentName())) {
          return true;
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return false;
    }
  }

  private static Series series(byte[] json) throws IOException, NoGraphException {
    Series series = new Series();
    try (JsonParser parser = JSON.createParser(json)) {
      for (int number = 1; parser.nextToken() != null; number++) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int to = (int) parser.currentLocation().getByteOffset();
        try {
          series.add(OtlpJson.readMetrics(Arrays.copyOfRange(json, from, to)));
        } catch (MalformedOtlpException e) {
          throw new NoGraphException(
              "request " + number + " is no OTLP metrics: " + e.getMessage(), e);
        }
      }
    }
    return series;
  }

  private static ServiceMap answer(byte[] json) throws IOException, NoGraphException {
    try (JsonParser parser = JSON.createParser(json)) {
      List<Link> links = null;
      List<String> services = new ArrayList<>();
      double seconds = Double.NaN;
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("edges") && value == JsonToken.START_ARRAY) {
          links = links(parser);
        } else if (name.equals("nodes") && value == JsonToken.START_ARRAY) {
          services(parser, services);
        } else if (name.equals("covered_seconds") && value.isNumeric()) {
          seconds = parser.getDoubleValue();
        } else {
          parser.skipChildren();
        }
      }
      if (links == null) {
        throw new NoGraphException(
            "an object without \"edges\", and no OTLP metrics: not a service graph");
      }
      return ServiceMap.of(links, services, seconds);
    }
  }

  private static List<Link> links(JsonParser parser) throws IOException, NoGraphException {
    List<Link> links = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      links.add(Entry.read(parser).link());
    }
    return links;
  }

  private static void services(JsonParser parser, List<String> services)
      throws IOException, NoGraphException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      Entry node = Entry.read(parser);
      if (node.text("kind").equals(Node.Kind.SERVICE.label())) {
        services.add(node.text("name"));
      }
    }
  }
}
