// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rules simulate} with the policies that a real Collector was asked with. */
class SimulatedGoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A span that is delivered twice counts once here; broken ids are set aside. */
  private static final Set<String> TREATED_APART = Set.of("duplicate-span", "invalid-id");

  /** Sizes are those of the requests as they came, without what a Collector adds or leaves out. */
  private static final Set<String> OTHER_SIZES =
      Set.of(
          "bytes-100-None staging",
          "bytes-100-None fuzz-013",
          "bytes-150-None scopes",
          "bytes-1000-200 staging",
          "bytes-1000-200 fuzz-013");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private final Map<String, String> names = new HashMap<>();
  private final Set<String> apart = new HashSet<>();
  private final Map<String, String> got = new HashMap<>();

  @Test
  void shouldGiveTheVerdictsOfACollector() throws Exception {
    Path golden = goldenOrSkip();
    List<JsonNode> traces = objects(golden.resolve("corpus.jsonl"));
    List<JsonNode> configs = objects(golden.resolve("configs.jsonl"));
    List<String> lines = new ArrayList<>();
    for (JsonNode trace : traces) {
      lines.addAll(lines(trace));
    }
    simulate(files(configs, false), lines);
    List<Path> stateful = files(configs, true);
    for (JsonNode trace : traces) {
      simulate(stateful, lines(trace)); // each met fresh limits
    }

    Map<String, String> expected = expected(golden);
    Map<String, String> differing = new LinkedHashMap<>();
    int compared = 0;
    for (JsonNode config : configs) {
      for (JsonNode trace : traces) {
        String name = trace.get("name").asText();
        String pair = config.get("name").asText() + " " + name;
        if (apart.contains(name) || OTHER_SIZES.contains(pair)) {
          continue;
        }
        compared++;
        String wanted = expected.getOrDefault(pair, "false (not sampled)");
        if (!wanted.equals(got.get(pair))) {
          differing.put(pair, got.get(pair) + " instead of " + wanted);
        }
      }
    }
    assertThat(differing).isEmpty();
    assertThat(compared).isGreaterThan(110_000);
  }

  private static Path goldenOrSkip() {
    String reference = System.getenv("TRACEWEIR_REFERENCE");
    assumeTrue(reference != null, "TRACEWEIR_REFERENCE is not set: no verdicts of a Collector");
    Path golden = Path.of(String.valueOf(reference), "golden");
    assumeTrue(Files.exists(golden), "no verdicts of a Collector in TRACEWEIR_REFERENCE");
    return golden;
  }

  private static List<JsonNode> objects(Path file) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      objects.add(JSON.readTree(line));
    }
    return objects;
  }

  private static Map<String, String> expected(Path golden) throws IOException {
    Map<String, String> expected = new HashMap<>();
    for (String line : Files.readAllLines(golden.resolve("verdicts.tsv"), UTF_8)) {
      String[] row = line.split("\t", -1);
      String policy = row[3].isEmpty() ? "(not sampled)" : row[3];
      expected.put(row[0] + " " + row[1], row[2].equals("sampled") + " " + policy);
    }
    return expected;
  }

  /** The requests of a trace. */
  private List<String> lines(JsonNode trace) {
    String name = trace.get("name").asText();
    if (TREATED_APART.stream().anyMatch(String.valueOf(trace.get("tags"))::contains)) {
      apart.add(name);
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode batch : trace.get("batches")) {
      JsonNode id = batch.findValue("traceId");
      if (id != null) {
        names.put(id.asText(), name);
      }
      lines.add(batch.toString());
    }
    return lines;
  }

  private List<Path> files(List<JsonNode> configs, boolean stateful) throws IOException {
    List<Path> files = new ArrayList<>();
    for (JsonNode config : configs) {
      if (String.valueOf(config.get("tags")).contains("stateful") == stateful) {
        Path file = directory.resolve(config.get("name").asText().replace('/', '_'));
        files.add(Files.writeString(file, "version: 1\n" + config.get("policies").asText()));
      }
    }
    return files;
  }

  private void simulate(List<Path> files, List<String> lines) throws IOException {
    Path input = Files.writeString(directory.resolve("input.jsonl"), String.join("\n", lines));
    Path decisions = directory.resolve("decisions.jsonl");
    List<Object> arguments = new ArrayList<>(List.of("rules", "simulate", "--rules"));
    arguments.addAll(files);
    arguments.addAll(List.of("--input", input, "--decisions", decisions));
    Ran ran = Ran.traceweir(arguments.toArray());
    if (ran.err().contains("there is no trace in the input")) {
      return; // all of its ids are broken
    }
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    for (JsonNode decision : objects(decisions)) {
      String name = names.get(decision.get("trace_id").asText());
      String before =
          got.put(
              decision.get("rules").asText() + " " + name,
              decision.get("kept").asBoolean() + " " + decision.get("rule").asText());
      assertThat(before).isNull();
      assertThat(decision.get("probability").isNull()).isTrue();
    }
  }
}
