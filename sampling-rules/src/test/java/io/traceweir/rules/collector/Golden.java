// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import io.traceweir.otlp.WireReader;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.Substitution;
import io.traceweir.yaml.Yaml;
import io.traceweir.yaml.YamlMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What a real Collector decided, from the folder that TRACEWEIR_REFERENCE names. */
final class Golden {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Substitution SUBSTITUTION =
      new Substitution(
          Map.of(),
          path -> {
            throw new IllegalArgumentException("no files here");
          });

  private final Path folder;

  private Golden(Path folder) {
    this.folder = folder;
  }

  /** Skips the test, saying why, where there is none. */
  static Golden orSkip() {
    String reference = System.getenv("TRACEWEIR_REFERENCE");
    assumeTrue(reference != null, "TRACEWEIR_REFERENCE is not set: no verdicts of a Collector");
    Path folder = Path.of(String.valueOf(reference), "golden");
    assumeTrue(Files.exists(folder), "no verdicts of a Collector in TRACEWEIR_REFERENCE");
    return new Golden(folder);
  }

  List<JsonNode> objects(String file) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(file), UTF_8)) {
      objects.add(JSON.readTree(line));
    }
    return objects;
  }

  List<String[]> withHeader(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file), UTF_8).stream()
        .map(line -> line.split("\t", -1))
        .toList();
  }

  List<String[]> table(String file) throws IOException {
    List<String[]> rows = withHeader(file);
    return rows.subList(1, rows.size());
  }

  /** Null when they are refused, and then the reasons are in {@code problems}. */
  static @Nullable PolicySet policies(String yaml, Problems problems) {
    try {
      YamlMap file = (YamlMap) SUBSTITUTION.apply(Yaml.read("policies.yaml", yaml), problems);
      return PolicySet.read(Objects.requireNonNull(file.value("policies")), problems);
    } catch (ProblemsException e) {
      problems.addAll(e);
      return null;
    }
  }

  /** The captured traces that were decided, by id in hex, in order of arrival. */
  Map<String, Requests> captured() throws IOException, MalformedOtlpException {
    Map<String, Requests> traces = new LinkedHashMap<>();
    for (JsonNode input : JSON.readTree(folder.resolve("real-input.json").toFile())) {
      Path file =
          folder.resolveSibling("data").resolve("nezha").resolve(input.get("file").asText());
      int to = input.get("to_line").asInt();
      for (String line : lines(file).subList(input.get("from_line").asInt(), to)) {
        byte[] request = OtlpJson.toProtobuf(Signal.SPANS, line.getBytes(UTF_8));
        new RequestSplitter().visit(Signal.SPANS, request, new Collecting(request, traces));
      }
    }
    return traces;
  }

  private static List<String> lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      return reader.lines().toList();
    }
  }

  /** Gives a request to each trace in it; the reader leaves out what belongs to others. */
  private record Collecting(byte[] request, Map<String, Requests> traces)
      implements RequestSplitter.Visitor {

    @Override
    public void trace(long idHigh, long idLow, int items) {
      traces
          .computeIfAbsent(
              new TraceId(idHigh, idLow).hex(),
              id -> new Requests(id, idHigh, idLow, new ArrayList<>()))
          .bytes()
          .add(request);
    }

    @Override
    public void withoutTrace(int items) {
      throw new IllegalStateException("a span without a trace");
    }

    @Override
    public void rejected(int items) {
      throw new IllegalStateException("a span that is rejected");
    }
  }

  /** The requests of a trace, and its id. */
  record Requests(String name, long idHigh, long idLow, List<byte[]> bytes) {

    static Requests empty(byte[] id) {
      return new Requests("", WireReader.id(id, 0), WireReader.id(id, 8), List.of());
    }

    static Requests of(JsonNode trace) throws MalformedOtlpException {
      List<byte[]> bytes = new ArrayList<>();
      String id = "";
      for (JsonNode batch : trace.get("batches")) {
        bytes.add(OtlpJson.toProtobuf(Signal.SPANS, batch.toString().getBytes(UTF_8)));
        JsonNode found = batch.findValue("traceId");
        id = found == null ? id : found.asText();
      }
      byte[] raw = id.isEmpty() ? new byte[16] : HexFormat.of().parseHex(id);
      return new Requests(
          trace.get("name").asText(), WireReader.id(raw, 0), WireReader.id(raw, 8), bytes);
    }
  }

  /** Policies at work on traces. */
  static final class Asked {
    private final AttributeNames names = new AttributeNames();
    private final PolicyDecider decider;
    private final TraceReader reader;

    Asked(PolicySet policies) {
      decider = policies.bind(names, 1);
      reader = new TraceReader(names, new ResourceCache());
    }

    Verdict decide(Requests requests, long nowNanos) {
      reader.begin(requests.idHigh(), requests.idLow());
      requests.bytes().forEach(bytes -> reader.add(Signal.SPANS, bytes, 0, bytes.length));
      Trace trace = reader.finish();
      return decider.decide(trace, nowNanos);
    }
  }
}
