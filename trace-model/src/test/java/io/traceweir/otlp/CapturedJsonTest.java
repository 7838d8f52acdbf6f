// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every line captured from two running systems, there and back. */
class CapturedJsonTest {
  @ParameterizedTest
  @CsvSource({"nezha-ob-2022-08-22, 5321, 5874", "nezha-tt-2023-01-29, 19425, 9703"})
  void shouldReadAndWriteEveryCapturedLine(String name, int spans, int logs) throws Exception {
    int readSpans = 0;
    for (String line : lines(name + ".traces.jsonl.gz")) {
      ExportTraceServiceRequest request =
          ExportTraceServiceRequest.parseFrom(
              OtlpJson.toProtobuf(Signal.SPANS, line.getBytes(UTF_8)));
      readSpans +=
          request.getResourceSpansList().stream()
              .flatMap(resource -> resource.getScopeSpansList().stream())
              .mapToInt(scope -> scope.getSpansCount())
              .sum();
      assertThat(OtlpJson.toJson(request)).isEqualTo(line);
    }
    int readLogs = 0;
    for (String line : lines(name + ".logs.jsonl.gz")) {
      ExportLogsServiceRequest request =
          ExportLogsServiceRequest.parseFrom(
              OtlpJson.toProtobuf(Signal.LOGS, line.getBytes(UTF_8)));
      readLogs +=
          request.getResourceLogsList().stream()
              .flatMap(resource -> resource.getScopeLogsList().stream())
              .mapToInt(scope -> scope.getLogRecordsCount())
              .sum();
    }
    assertThat(readSpans).isEqualTo(spans);
    assertThat(readLogs).isEqualTo(logs);
  }

  private static List<String> lines(String file) throws IOException {
    String reference = System.getenv("TRACEWEIR_REFERENCE");
    assumeTrue(reference != null, "TRACEWEIR_REFERENCE is not set: no captured data to read");
    Path path = Path.of(reference, "data", "nezha", file);
    assumeTrue(Files.exists(path), "no captured data in TRACEWEIR_REFERENCE");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), UTF_8))) {
      return reader.lines().toList();
    }
  }
}
