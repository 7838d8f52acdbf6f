// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * One captured window of traces and logs with figures computed independently of this project, in
 * the folder that the environment variable TRACEWEIR_REFERENCE names.
 */
final class Captured {
  private final Path folder;
  private final String name;

  private Captured(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /** Skips the test, saying why, where the folder is not given. */
  static Captured window(String name) {
    String reference = System.getenv("TRACEWEIR_REFERENCE");
    assumeThat(reference)
        .as("environment variable TRACEWEIR_REFERENCE names the folder with data/")
        .isNotNull();
    return new Captured(Path.of(reference, "data", "nezha"), name);
  }

  /** A request at its time of arrival. */
  record Request(Signal signal, long timeMillis, byte[] value) {}

  /** What is to be found of a trace. */
  record Expected(long durationNanos, int spans, int errors, int logs) {}

  /** In order of arrival. */
  List<Request> requests() throws Exception {
    List<String> traces = lines(name + ".traces.jsonl.gz");
    List<String> logs = lines(name + ".logs.jsonl.gz");
    List<Request> requests = new ArrayList<>();
    for (String[] row : table(name + ".arrival.tsv.gz")) {
      Signal signal = row[1].equals("traces") ? Signal.SPANS : Signal.LOGS;
      String json = (signal == Signal.SPANS ? traces : logs).get(Integer.parseInt(row[2]));
      byte[] value = OtlpJson.toProtobuf(signal, json.getBytes(StandardCharsets.UTF_8));
      requests.add(new Request(signal, Long.parseLong(row[0]) / 1_000_000, value));
    }
    return requests;
  }

  /** By trace id. */
  Map<String, Expected> traces() throws IOException {
    Map<String, Expected> traces = new TreeMap<>();
    for (String[] row : table(name + ".expected-traces.tsv.gz")) {
      traces.put(
          row[0],
          new Expected(
              Long.parseLong(row[2]),
              Integer.parseInt(row[3]),
              Integer.parseInt(row[4]),
              Integer.parseInt(row[5])));
    }
    return traces;
  }

  /** Spans by service, name, kind and status. */
  Map<String, Long> calls() throws IOException {
    Map<String, Long> calls = new TreeMap<>();
    for (JsonNode row : figures().get("span_counts")) {
      String key =
          String.join(
              "|",
              row.get("service").asText(),
              row.get("name").asText(),
              row.get("kind").asText(),
              row.get("status").asText());
      calls.put(key, row.get("count").asLong());
    }
    return calls;
  }

  /** Calls and failed calls by client and server. */
  Map<String, String> edges() throws IOException {
    Map<String, String> edges = new TreeMap<>();
    for (JsonNode row : figures().get("edges")) {
      edges.put(
          row.get("client").asText() + " -> " + row.get("server").asText(),
          row.get("calls").asLong() + " calls, " + row.get("error_calls").asLong() + " failed");
    }
    return edges;
  }

  JsonNode figures() throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name + ".expected.json").toFile());
  }

  private List<String[]> table(String file) throws IOException {
    List<String> lines = lines(file);
    return lines.subList(1, lines.size()).stream().map(line -> line.split("\t")).toList();
  }

  private List<String> lines(String file) throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(file))),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank()).toList();
    }
  }
}
