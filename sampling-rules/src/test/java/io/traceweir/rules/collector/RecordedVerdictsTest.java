// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.traceweir.rules.collector.Golden.Asked;
import io.traceweir.rules.collector.Golden.Requests;
import io.traceweir.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A compact part of what a Collector decided, which is checked everywhere. */
class RecordedVerdictsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldDecideAsRecorded() throws Exception {
    List<Requests> traces = new ArrayList<>();
    for (String line : lines("traces.jsonl")) {
      traces.add(Requests.of(JSON.readTree(line)));
    }
    Map<String, String> expected = new LinkedHashMap<>();
    Map<String, String> actual = new LinkedHashMap<>();
    for (String line : lines("verdicts.tsv")) {
      if (!line.startsWith("#") && !line.startsWith("name\t")) {
        String[] row = line.split("\t", 3);
        expected.put(row[0], row[1]);
        actual.put(row[0], verdicts(JSON.readTree(row[2]).asText(), traces));
      }
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(expected).hasSizeGreaterThan(200);
  }

  private static String verdicts(String yaml, List<Requests> traces) {
    Problems problems = new Problems();
    PolicySet policies = Golden.policies(yaml, problems);
    assertThat(problems.list()).as(yaml).isEmpty();
    List<String> written = Objects.requireNonNull(policies).writtenNames();
    Asked asked = new Asked(policies);
    StringBuilder letters = new StringBuilder();
    for (Requests trace : traces) {
      Verdict verdict = asked.decide(trace, 1_000_000_000L);
      int place = verdict.policy() == null ? -1 : written.indexOf(verdict.policy());
      letters.append(
          switch (verdict.outcome()) {
            case SAMPLED -> (char) ('a' + place);
            case DROPPED -> (char) ('A' + place);
            case NOT_SAMPLED -> '-';
          });
    }
    return letters.toString();
  }

  private static List<String> lines(String name) throws IOException {
    String path = "/collector/" + name;
    try (InputStream in = RecordedVerdictsTest.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList();
    }
  }

  /** Worked out from the definition with exact fractions, apart from this code. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-50, 0",
    "0.1, 004189374bc6a7ef",
    "1, 028f5c28f5c28f5f",
    "5, 0cccccccccccccff",
    "10, 19999999999999ff",
    "25, 3fffffffffffffff",
    "33, 547ae147ae147bff",
    "50, 7fffffffffffffff",
    "75, bfffffffffffffff",
    "99.9, ffbe76c8b4395fff",
    "100, ffffffffffffffff",
    "150, ffffffffffffffff"
  })
  void shouldRoundThresholdsTo64Bits(double percentage, String threshold) {
    assertThat(Probabilistic.threshold(percentage / 100))
        .isEqualTo(Long.parseUnsignedLong(threshold, 16));
  }
}
