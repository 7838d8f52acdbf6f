// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_INFO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.trace.TraceId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTrafficTest {
  private static final long PLENTY = 64 << 20;

  @TempDir Path dir;

  @Test
  void shouldMixFilesAndSignalsInOrderOfTheirTimes() throws Exception {
    TraceBuilder early = trace("a", 0);
    TraceBuilder late = trace("b", 60);
    Path mixed =
        write("mixed.jsonl", OtlpJson.toJson(late.request()), "", OtlpJson.toJson(early.logs()));
    Path zipped =
        write("zipped.jsonl.gz", OtlpJson.toJson(early.request()), OtlpJson.toJson(late.logs()));

    List<Request> requests = RecordedTraffic.read(List.of(mixed, zipped), PLENTY);

    assertThat(requests)
        .extracting(Request::signal)
        .containsExactly(Signal.LOGS, Signal.SPANS, Signal.LOGS, Signal.SPANS);
    assertThat(requests)
        .extracting(Request::timeMillis)
        .containsExactly(1_000L, 1_100L, 61_000L, 61_100L);
    assertThat(requests.get(1).value()).isEqualTo(early.request().toByteString());
    assertThat(requests.get(1).traces()).containsExactly(TraceId.ofHex(early.traceId()));
  }

  @Test
  void shouldSayWhereEveryMistakeIs() throws Exception {
    Path broken =
        write(
            "broken.jsonl",
            OtlpJson.toJson(trace("a", 0).request()),
            "{\"resourceSpans\":[{",
            "{\"a\":1}",
            "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"PAYLOAD\"}]}]}]}",
            "PAYLOAD {",
            "[1]");
    Path missing = dir.resolve("missing.jsonl");

    assertThatThrownBy(() -> RecordedTraffic.read(List.of(broken, missing), PLENTY))
        .isInstanceOf(UnreadableTrafficException.class)
        .hasMessageMatching(
            "(?s).*broken.jsonl:2: not JSON, it ends too early; expected OTLP/JSON"
                + " .*\\R.*broken.jsonl:3: JSON, but with neither resourceSpans nor resourceLogs;"
                + " .*\\R.*broken.jsonl:4: JSON, but not an OTLP request: startTimeUnixNano: not a"
                + " valid value at byte .*\\R.*broken.jsonl:5: not JSON at byte 0; expected"
                + " OTLP/JSON request.*\\R.*broken.jsonl:6: JSON, but not an object;"
                + " .*\\R.*missing.jsonl: no such file")
        .hasMessageNotContaining("PAYLOAD");
  }

  @Test
  void shouldRefuseMoreThanFitsIntoMemory() throws Exception {
    Path file = write("a.jsonl", OtlpJson.toJson(trace("a", 0).request()));
    assertThatThrownBy(() -> RecordedTraffic.read(List.of(file), 10))
        .hasMessageContaining("larger heap");
  }

  @ParameterizedTest
  @CsvSource({"nezha-ob-2022-08-22, 116, 5321, 5874", "nezha-tt-2023-01-29, 376, 19425, 9703"})
  void shouldReadTheCapturedFiles(String name, int traces, int spans, int logs) throws Exception {
    String reference = System.getenv("TRACEWEIR_REFERENCE");
    assumeTrue(reference != null, "TRACEWEIR_REFERENCE is not set: no captured data to read");
    Path captured = Path.of(reference, "data", "nezha");

    List<Request> requests =
        RecordedTraffic.read(
            List.of(
                captured.resolve(name + ".traces.jsonl.gz"),
                captured.resolve(name + ".logs.jsonl.gz")),
            PLENTY);

    Set<TraceId> ids =
        requests.stream().flatMap(r -> r.traces().stream()).collect(Collectors.toSet());
    assertThat(ids).hasSize(traces);
    assertThat(items(requests, Signal.SPANS)).isEqualTo(spans);
    assertThat(items(requests, Signal.LOGS)).isEqualTo(logs);
    assertThat(requests)
        .isSortedAccordingTo((a, b) -> Long.compare(a.timeMillis(), b.timeMillis()));
  }

  private static int items(List<Request> requests, Signal signal) {
    return requests.stream().filter(r -> r.signal() == signal).mapToInt(Request::items).sum();
  }

  private static TraceBuilder trace(String seed, int second) {
    return Traces.trace(seed)
        .at(Duration.ofSeconds(second))
        .root("GET /")
        .log(SEVERITY_NUMBER_INFO, "hello");
  }

  private Path write(String name, String... lines) throws IOException {
    Path file = dir.resolve(name);
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      out.write(String.join("\n", lines).getBytes(UTF_8));
    }
    return file;
  }
}
