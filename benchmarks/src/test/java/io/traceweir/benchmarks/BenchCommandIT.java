// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.traceweir.app.command.CommandLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The whole driver with a small load: processes, broker, pipeline, verification, report. */
class BenchCommandIT {
  private record Ran(int exitCode, String out, String err) {}

  private static Ran bench(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = CommandLines.create();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Ran(line.execute(arguments), out.toString(), err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"any", "trace_id"})
  void shouldDrainVerifyAndReport(String partitioning) throws Exception {
    Ran ran =
        bench(
            "bench",
            "--spans=9000",
            "--warm-up=1800",
            "--logs=2",
            "--partitions=2",
            "--metrics-interval=5s",
            "--partitioning=" + partitioning,
            "--output=json");

    assertThat(ran.exitCode()).as(ran.err() + ran.out()).isZero();
    Map<String, String> report = values(ran.out());
    assertThat(report)
        .containsEntry("/verified", "true")
        .containsEntry("/load/traces", "500")
        .containsEntry("/load/logs", "1000")
        .containsEntry("/load/partitioning", partitioning)
        .containsEntry("/pipeline/guarantee", "exactly_once");
    double spans = Double.parseDouble(report.get("/load/spans"));
    assertThat(spans).isBetween(8_000.0, 10_000.0);
    double ratio = Double.parseDouble(report.get("/cpu_ratio"));
    assertThat(ratio).isPositive();
    assertThat(Double.parseDouble(report.get("/pipeline/cpu_micros_per_span"))).isPositive();
    assertThat(Double.parseDouble(report.get("/pipeline/peak_resident_bytes"))).isPositive();
    assertThat(Double.parseDouble(report.get("/topic_bytes/input"))).isPositive();
  }

  @Test
  void shouldRefuseAShapeThatIsNone() {
    Ran ran = bench("bench", "--spans=0");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--spans must be at least 1, not 0");
  }

  /** Scalars by path; arrays are left out. */
  private static Map<String, String> values(String json) throws IOException {
    Map<String, String> values = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        if (t == JsonToken.START_ARRAY) {
          parser.skipChildren();
        } else if (t.isScalarValue()) {
          values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
        }
      }
    }
    return values;
  }
}
