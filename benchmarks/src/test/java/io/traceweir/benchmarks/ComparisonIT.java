// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.traceweir.app.command.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import picocli.CommandLine;

/** Commands that compare, with loads so small that the figures mean nothing; the checks do. */
class ComparisonIT {
  private static JsonNode bench(String... arguments) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = CommandLines.create();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = line.execute(arguments);
    assertThat(exitCode).as(err + out.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  /** Takes longer than a build should wait for a benchmark: part of the full list. */
  @Test
  @EnabledIfSystemProperty(named = "traceweir.chaos", matches = "true")
  void shouldComparePipelinesWithAndWithoutDurability() throws Exception {
    JsonNode sheets =
        bench(
            "bench",
            "durability",
            "--partitioning=any",
            "--spans=3600",
            "--partitions=2",
            "--rounds=1",
            "--warm-up-rounds=0",
            "--live=4s",
            "--live-rate=500",
            "--output=json");

    assertThat(sheets.at("/verified").asBoolean()).isTrue();
    JsonNode full = sheets.at("/durability/rows/0");
    JsonNode none = sheets.at("/durability/rows/1");
    assertThat(full.get("durability").asText()).isEqualTo("full");
    assertThat(none.get("durability").asText()).isEqualTo("none");
    assertThat(full.get("decision memory B/trace").asDouble()).isGreaterThan(30);
    assertThat(none.get("decision memory B/trace").asDouble()).isZero();
    assertThat(full.get("series B/span").asDouble()).isPositive();
    assertThat(none.get("series B/span").asDouble()).isZero();
    for (JsonNode row : sheets.at("/durability/rows")) {
      assertThat(row.get("spans/s").asDouble()).isPositive();
      assertThat(row.get("CPU µs/span").asDouble()).isPositive();
      assertThat(row.get("latency p50 ms").asDouble()).isPositive();
      assertThat(row.get("p99 ms").asDouble())
          .isGreaterThanOrEqualTo(row.get("latency p50 ms").asDouble());
    }
    assertThat(sheets.at("/durability-cost/rows/0/CPU more, %").isNumber()).isTrue();
  }

  @Test
  void shouldCompareRules() throws Exception {
    JsonNode sheets =
        bench(
            "bench",
            "rules",
            "--partitioning=trace_id",
            "--spans=3600",
            "--partitions=2",
            "--rounds=1",
            "--warm-up-rounds=0",
            "--output=json");

    assertThat(sheets.at("/verified").asBoolean()).isTrue();
    assertThat(sheets.at("/rules/rows").findValuesAsText("rules"))
        .containsExactly(
            "2 rules",
            "20 rules",
            "20 policies",
            "20 rules, changed ones as a candidate",
            "2 rules, 20 others as a candidate");
    assertThat(sheets.at("/rules-cost/rows").findValuesAsText("against"))
        .containsExactly("2 rules", "2 rules", "20 rules", "2 rules");
    assertThat(sheets.at("/rules-cost/rows/0/CPU more, %").isNumber()).isTrue();
  }

  @Test
  void shouldMeasureWhatIsHeldAndRemembered() throws Exception {
    JsonNode sheets =
        bench(
            "bench",
            "memory",
            "--partitioning=trace_id",
            "--spans=90000",
            "--partitions=2",
            "--output=json");

    assertThat(sheets.at("/verified").asBoolean()).isTrue();
    JsonNode held = sheets.at("/memory-held/rows/0");
    assertThat(held.get("traces waiting").asLong()).isEqualTo(5_004);
    // nothing is held in fewer bytes than it has, but buffers of clients come and go beside so few
    assertThat(held.get("heap per byte held").asDouble()).isBetween(0.7, 3.0);
    JsonNode with = sheets.at("/memory-decisions/rows/0");
    JsonNode without = sheets.at("/memory-decisions/rows/1");
    assertThat(with.get("traces").asLong()).isBetween(5_002L, 5_004L);
    // an id and 18 fingerprints
    assertThat(with.get("stored B/trace").asDouble()).isBetween(16.0 + 18 * 4, 200.0);
    assertThat(without.get("stored B/trace").asDouble()).isBetween(16.0, 80.0);
    assertThat(with.get("heap B/trace").asDouble())
        .isGreaterThan(without.get("heap B/trace").asDouble() + 16 * 4);
    assertThat(without.get("heap B/trace").asDouble()).isGreaterThan(16);
  }
}
