// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.traceweir.rules.collector.Golden.Asked;
import io.traceweir.rules.collector.Golden.Requests;
import io.traceweir.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every verdict that a real Collector gave, save those that docs/collector-differences.md lists.
 */
class GoldenTest {
  private static final long SECOND = 1_000_000_000L;

  /** A span that is delivered twice counts once here. */
  private static final String TWICE = "duplicate-span";

  /**
   * Sizes are those of the requests as they came; a Collector counts two bytes for each parent id,
   * status and scope that is not there, and leaves schema URLs out.
   */
  private static final Set<String> OTHER_SIZES =
      Set.of(
          "bytes-100-None staging",
          "bytes-100-None fuzz-013",
          "bytes-150-None scopes",
          "bytes-1000-200 staging",
          "bytes-1000-200 fuzz-013");

  @Test
  void shouldGiveTheVerdictsOfACollector() throws Exception {
    Golden golden = Golden.orSkip();
    Map<String, String> expected = new HashMap<>();
    for (String[] row : golden.table("verdicts.tsv")) {
      expected.put(row[0] + " " + row[1], String.join("|", row[2], row[3], row[4], row[5]));
    }
    Map<String, String> differing = new LinkedHashMap<>();
    Set<String> twice = new HashSet<>();
    List<Requests> traces = new ArrayList<>();
    for (JsonNode trace : golden.objects("corpus.jsonl")) {
      traces.add(Requests.of(trace));
      if (String.valueOf(trace.get("tags")).contains(TWICE)) {
        twice.add(trace.get("name").asText());
      }
    }
    int compared = 0;
    for (JsonNode config : golden.objects("configs.jsonl")) {
      String name = config.get("name").asText();
      boolean stateful = String.valueOf(config.get("tags")).contains("stateful");
      PolicySet policies = policies(config);
      Asked asked = new Asked(policies);
      for (Requests trace : traces) {
        asked = stateful ? new Asked(policies) : asked;
        String pair = name + " " + trace.name();
        String wanted = expected.getOrDefault(pair, "not_sampled|||");
        String got = shown(asked.decide(trace, SECOND));
        compared++;
        if (!got.equals(wanted) && !twice.contains(trace.name()) && !OTHER_SIZES.contains(pair)) {
          differing.put(pair, got + " instead of " + wanted);
        }
      }
    }
    assertThat(differing).isEmpty();
    assertThat(compared).isEqualTo(120_704);
  }

  private static PolicySet policies(JsonNode config) {
    Problems problems = new Problems();
    PolicySet policies = Golden.policies(config.get("policies").asText(), problems);
    assertThat(problems.list()).as(config.get("name").asText()).isEmpty();
    return Objects.requireNonNull(policies);
  }

  private static String shown(Verdict verdict) {
    return String.join(
        "|",
        verdict.outcome().name().toLowerCase(Locale.ROOT),
        orEmpty(verdict.policy()),
        orEmpty(verdict.subPolicy()),
        verdict.errors() == 0 ? "" : Integer.toString(verdict.errors()));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Test
  void shouldRefuseWhatACollectorRefuses() throws Exception {
    for (JsonNode config : Golden.orSkip().objects("rejects.jsonl")) {
      Problems problems = new Problems();
      PolicySet policies = Golden.policies(config.get("policies").asText(), problems);
      assertThat(policies).as(config.get("name").asText()).isNull();
      assertThat(problems.list()).as(config.get("name").asText()).isNotEmpty();
    }
  }

  @Test
  void shouldHashAsACollectorDoes() throws Exception {
    Golden golden = Golden.orSkip();
    List<String[]> rows = golden.withHeader("probabilistic.tsv");
    String[] header = rows.get(0);
    for (int column = 1; column < header.length; column++) {
      String[] settings = header[column].split("\\|", -1);
      String policies =
          "policies: [{name: p, type: probabilistic, probabilistic: {sampling_percentage: "
              + settings[0]
              + ", hash_salt: \""
              + settings[1]
              + "\"}}]";
      Asked asked = new Asked(Objects.requireNonNull(Golden.policies(policies, new Problems())));
      for (String[] row : rows.subList(1, rows.size())) {
        byte[] id = HexFormat.of().parseHex(row[0]);
        boolean sampled =
            asked.decide(Requests.empty(id), SECOND).outcome() == Verdict.Outcome.SAMPLED;
        assertThat(sampled).as(header[column] + " " + row[0]).isEqualTo(row[column].equals("1"));
      }
    }
  }

  @Test
  void shouldLimitOverTimeAsACollectorDoes() throws Exception {
    for (JsonNode sequence : Golden.orSkip().objects("sequences.jsonl")) {
      Asked asked = new Asked(policies(sequence));
      List<Integer> expected = new ArrayList<>();
      List<Integer> actual = new ArrayList<>();
      for (JsonNode step : sequence.get("steps")) {
        long at = Math.round(step.get("at_s").asDouble() * SECOND);
        int sampled = 0;
        for (JsonNode trace : step.get("traces")) {
          Verdict verdict = asked.decide(Requests.of(trace), 1_000 * SECOND + at);
          sampled += verdict.outcome() == Verdict.Outcome.SAMPLED ? 1 : 0;
        }
        expected.add(step.get("sampled").asInt());
        actual.add(sampled);
      }
      assertThat(actual).as(sequence.get("name").asText()).isEqualTo(expected);
    }
  }

  @Test
  void shouldDecideCapturedTracesAsACollectorDoes() throws Exception {
    Golden golden = Golden.orSkip();
    Map<String, Requests> traces = golden.captured();
    List<String[]> rows = golden.withHeader("real-verdicts.tsv");
    Map<String, Asked> asked = new HashMap<>();
    for (JsonNode config : golden.objects("real-configs.jsonl")) {
      asked.put(config.get("name").asText(), new Asked(policies(config)));
    }
    int compared = 0;
    for (String[] row : rows.subList(1, rows.size())) {
      Requests trace = Objects.requireNonNull(traces.get(row[0]));
      for (int column = 1; column < row.length; column++) {
        String config = rows.get(0)[column];
        Verdict verdict = Objects.requireNonNull(asked.get(config)).decide(trace, SECOND);
        String policy = orEmpty(verdict.policy());
        String got =
            switch (verdict.outcome()) {
              case SAMPLED -> policy;
              case DROPPED -> "!" + policy;
              case NOT_SAMPLED -> "-";
            };
        assertThat(got).as(config + " " + row[0]).isEqualTo(row[column]);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(1_000);
  }
}
