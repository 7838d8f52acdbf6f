// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Traces captured from running systems, against figures computed from their source (Nezha, MIT, (c)
 * 2023 IntelligentDDS).
 */
class CapturedTracesTest {
  private static final List<String> KINDS =
      List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
  private static final List<String> STATUSES = List.of("UNSET", "OK", "ERROR");

  @ParameterizedTest
  @ValueSource(strings = {"nezha-ob-2022-08-22", "nezha-tt-2023-01-29"})
  void shouldSeeTheEdgesAndCallsThatWereThere(String name) throws JsonProcessingException {
    Path folder = Reference.folder().resolve("data/nezha");
    JsonNode expected =
        new ObjectMapper()
            .readTree(String.join("\n", Reference.lines(folder.resolve(name + ".expected.json"))));
    Assembly assembly =
        new Assembly(MetricsSettings.DEFAULT, 8)
            .add(Reference.requests(folder.resolve(name + ".traces.jsonl.gz")));

    Map<SeriesKey, SeriesValue> series = assembly.series();

    assertThat(edges(series)).isNotEmpty().isEqualTo(expectedEdges(expected));
    assertThat(calls(series)).isNotEmpty().isEqualTo(expectedCalls(expected));
    assertThat(assembly.metrics().unpairedServers()).isZero();
  }

  /** Between instrumented services: neither databases nor virtual nodes. */
  private static Map<String, String> edges(Map<SeriesKey, SeriesValue> series) {
    Map<String, long[]> counts = new TreeMap<>();
    series.forEach(
        (key, value) -> {
          Map<String, Object> labels = key.attributes();
          Object type = labels.get("connection_type");
          if ("".equals(type) || "messaging_system".equals(type)) {
            long[] count =
                counts.computeIfAbsent(
                    labels.get("client") + " -> " + labels.get("server"), k -> new long[2]);
            count[0] += value.count();
            count[1] += Boolean.TRUE.equals(labels.get("failed")) ? value.count() : 0;
          }
        });
    Map<String, String> edges = new TreeMap<>();
    counts.forEach((edge, count) -> edges.put(edge, count[0] + " calls, " + count[1] + " failed"));
    return edges;
  }

  private static Map<String, String> expectedEdges(JsonNode expected) {
    Map<String, String> edges = new TreeMap<>();
    for (JsonNode edge : expected.get("edges")) {
      edges.put(
          edge.get("client").asText() + " -> " + edge.get("server").asText(),
          edge.get("calls") + " calls, " + edge.get("error_calls") + " failed");
    }
    return edges;
  }

  private static Map<String, Long> calls(Map<SeriesKey, SeriesValue> series) {
    Map<String, Long> calls = new TreeMap<>();
    series.forEach(
        (key, value) -> {
          Map<String, Object> labels = key.attributes();
          if (key.family() == SeriesFamily.SPAN_METRICS) {
            calls.merge(
                labels.get("service.name")
                    + " "
                    + labels.get("span.name")
                    + " "
                    + labels.get("span.kind")
                    + " "
                    + labels.get("status.code"),
                value.count(),
                Long::sum);
          }
        });
    return calls;
  }

  private static Map<String, Long> expectedCalls(JsonNode expected) {
    Map<String, Long> calls = new TreeMap<>();
    for (JsonNode each : expected.get("span_counts")) {
      calls.put(
          each.get("service").asText()
              + " "
              + each.get("name").asText()
              + " SPAN_KIND_"
              + KINDS.get(each.get("kind").asInt())
              + " STATUS_CODE_"
              + STATUSES.get(each.get("status").asInt()),
          each.get("count").asLong());
    }
    return calls;
  }
}
