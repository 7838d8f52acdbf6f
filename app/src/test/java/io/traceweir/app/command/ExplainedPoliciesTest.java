// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each type of policy with what its vote rests on. */
@ExtendWith(AnySign.class)
class ExplainedPoliciesTest {
  private static final TraceBuilder TRACE =
      Traces.trace("a")
          .traceId("5b8aa5a2d2c872e8321cf37308d69df2")
          .root("GET /")
          .spanId("0000000000000001")
          .service("shop")
          .lasting(Duration.ofMillis(1500))
          .attribute("code", 503L)
          .attribute("admin", true)
          .traceState("vendor=a")
          .child("query")
          .spanId("0000000000000002")
          .lasting(Duration.ofMillis(20))
          .attribute("code", 200L)
          .attribute("tags", List.of("a", "b"))
          .flags(1)
          .error()
          .event("exception");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldShowTheValueAndTheSpanThatHasIt() throws IOException {
    assertThat(
            explain(
                """
                - { name: code, type: numeric_attribute, numeric_attribute: { key: code, min_value: 200, max_value: 299 } }
                - { name: high, type: numeric_attribute, numeric_attribute: { key: code, min_value: 600 } }
                - { name: admin, type: boolean_attribute, boolean_attribute: { key: admin, value: false } }
                - { name: none, type: string_attribute, string_attribute: { key: url.path, values: [/x] } }
                - { name: others, type: string_attribute, string_attribute: { key: service.name, values: [shop], invert_match: true } }
                - { name: absent, type: string_attribute, string_attribute: { key: x, values: [a], invert_match: true } }
                - { name: like, type: string_attribute, string_attribute: { key: service.name, values: [^s], enabled_regex_matching: true } }
                - { name: tags, type: string_attribute, string_attribute: { key: tags, values: [a] } }
                - { name: error, type: status_code, status_code: { status_codes: [ERROR] } }
                - { name: ok, type: status_code, status_code: { status_codes: [OK] } }
                - { name: state, type: trace_state, trace_state: { key: vendor, values: [a] } }
                - { name: state2, type: trace_state, trace_state: { key: vendor, values: [b] } }
                - { name: flags, type: trace_flags }
                """))
        .isEqualTo(
            """
              ✓ code (numeric_attribute): samples, and is credited; attributes["code"] is 200 on query of shop (span 0000000000000002)
              ✗ high (numeric_attribute): does not sample; attributes["code"] is 503 on GET / of shop (span 0000000000000001), others on 1 more span
              ✗ admin (boolean_attribute): does not sample; attributes["admin"] is true on GET / of shop (span 0000000000000001)
              ✗ none (string_attribute): does not sample; url.path is on no span
              ✗ others (string_attribute): does not sample; resource.attributes["service.name"] is "shop" on GET / of shop (span 0000000000000001), invert_match is true
              ✓ absent (string_attribute): samples; x is on no span, invert_match is true
              ✓ like (string_attribute): samples; resource.attributes["service.name"] is "shop" on GET / of shop (span 0000000000000001)
              ✗ tags (string_attribute): does not sample; attributes["tags"] is ["a","b"] on query of shop (span 0000000000000002)
              ✓ error (status_code): samples; status is ERROR on query of shop (span 0000000000000002)
              ✗ ok (status_code): does not sample; the status OK is on no span
              ✓ state (trace_state): samples; trace_state is "vendor=a" on GET / of shop (span 0000000000000001)
              ✗ state2 (trace_state): does not sample; such a value of vendor in trace_state is on no span
              ✓ flags (trace_flags): samples; flags is 1 on query of shop (span 0000000000000002)
              kept by code
            """);
  }

  @Test
  void shouldShowNumbersBesideWhatTheyAreHeldAgainst() throws IOException {
    assertThat(
            explain(
                """
                - { name: slow, type: latency, latency: { threshold_ms: 1500 } }
                - { name: between, type: latency, latency: { threshold_ms: 100, upper_threshold_ms: 1000 } }
                - { name: few, type: span_count, span_count: { min_spans: 3 } }
                - { name: some, type: span_count, span_count: { min_spans: 1, max_spans: 5 } }
                - { name: share, type: probabilistic, probabilistic: { sampling_percentage: 12.5 } }
                - { name: spans, type: rate_limiting, rate_limiting: { spans_per_second: 1, burst_capacity: 1 } }
                - { name: spans2, type: rate_limiting, rate_limiting: { spans_per_second: 1 } }
                - { name: always, type: always_sample }
                """))
        .isEqualTo(
            """
              ✗ slow (latency): does not sample; duration is 1500ms, threshold_ms is 1500
              ✗ between (latency): does not sample; duration is 1500ms, threshold_ms is 100, upper_threshold_ms is 1000
              ✗ few (span_count): does not sample; span_count is 2, min_spans is 3
              ✓ some (span_count): samples, and is credited; span_count is 2, min_spans is 1, max_spans is 5
              ✗ share (probabilistic): does not sample; hash is a5bea68bf4217aba, threshold is 1fffffffffffffff, sampling_percentage is 12.5
              ✗ spans (rate_limiting): does not sample; spans is 2, spans_per_second is 1, burst_capacity is 1
              ✓ spans2 (rate_limiting): samples; spans is 2, spans_per_second is 1, burst_capacity is 2
              ✓ always (always_sample): samples
              kept by some
            """);
  }

  /** The first span alone fits between the bounds, and a Collector is content with it. */
  @Test
  void shouldShowTheDurationOfTheFirstSpansWhereTheySample() throws IOException {
    TraceBuilder trace = Traces.trace("b").root("a").lasting(Duration.ofMillis(50)).sibling("b");
    trace.lasting(Duration.ofMillis(500));
    String policy =
        "- { name: l, type: latency, latency: { threshold_ms: 10, upper_threshold_ms: 100 } }\n";
    assertThat(explain(policy, trace))
        .isEqualTo(
            """
              ✓ l (latency): samples, and is credited; duration is 500ms, that of the first spans is 50ms, threshold_ms is 10, upper_threshold_ms is 100
              kept by l
            """);
  }

  @Test
  void shouldShowTheVotesOfAllParts() throws IOException {
    assertThat(
            explain(
                """
                - name: both
                  type: and
                  and:
                    and_sub_policy:
                      - { name: slow, type: latency, latency: { threshold_ms: 5000 } }
                      - { name: error, type: status_code, status_code: { status_codes: [ERROR] } }
                      - { name: rate, type: rate_limiting, rate_limiting: { spans_per_second: 10 } }
                - name: not-slow
                  type: not
                  not: { not_sub_policy: { name: slow, type: latency, latency: { threshold_ms: 5000 } } }
                - name: shares
                  type: composite
                  composite:
                    max_total_spans_per_second: 100
                    composite_sub_policy:
                      - { name: flagged, type: boolean_attribute, boolean_attribute: { key: flagged, value: true } }
                      - { name: most, type: always_sample }
                      - { name: rest, type: always_sample }
                    rate_allocation: [{ policy: flagged, percent: 50 }, { policy: most, percent: 1 }]
                - name: health
                  type: drop
                  drop:
                    drop_sub_policy:
                      - { name: path, type: string_attribute, string_attribute: { key: url.path, values: [/health] } }
                      - name: no-error
                        type: not
                        not: { not_sub_policy: { name: error, type: status_code, status_code: { status_codes: [ERROR] } } }
                """))
        .isEqualTo(
            """
              ✗ health (drop): does not drop
                ├─✗ path (string_attribute): does not sample; url.path is on no span
                └─✗ no-error (not): does not sample
                  └─✓ error (status_code): samples; status is ERROR on query of shop (span 0000000000000002)
              ✗ both (and): does not sample
                ├─✗ slow (latency): does not sample; duration is 1500ms, threshold_ms is 5000
                ├─✓ error (status_code): samples; status is ERROR on query of shop (span 0000000000000002)
                └─· rate (rate_limiting): not asked, it is decided already
              ✓ not-slow (not): samples, and is credited
                └─✗ slow (latency): does not sample; duration is 1500ms, threshold_ms is 5000
              ✗ shares (composite): does not sample; spans is 2, spans_per_second is flagged 50, most 1, rest 0
                ├─✗ flagged (boolean_attribute): does not sample; flagged is on no span
                ├─✓ most (always_sample): samples
                └─✓ rest (always_sample): samples
              kept by not-slow
            """);
  }

  @Test
  void shouldAskEachConditionOfOttl() throws IOException {
    assertThat(
            explain(
                """
                - name: odd
                  type: ottl_condition
                  ottl_condition: { error_mode: propagate, span: ['attributes["x"] + 1 > 1'] }
                - name: any
                  type: ottl_condition
                  ottl_condition:
                    error_mode: ignore
                    span: ['Len(attributes["tags"])>1 and name != "x"', 'IsMatch(name, "^POST") or kind.string == "Client"']
                    spanevent: ['name == "exception"']
                """))
        .isEqualTo(
            """
              ✗ odd (ottl_condition): has no vote, because a condition has no result
                └─✗ attributes["x"] + 1 > 1: 0 of 2 spans
                      ✗ GET / of shop (span 0000000000000001): attributes["x"] + 1 is no result
                      ✗ query of shop (span 0000000000000002): attributes["x"] + 1 is no result
              ✓ any (ottl_condition): samples, and is credited
                ├─✓ Len(attributes["tags"]) > 1 and name != "x": 1 of 2 spans
                │     ✓ query of shop (span 0000000000000002): Len(attributes["tags"]) is 2, name is "query"
                ├─✗ IsMatch(name, "^POST") or kind.string == "Client": 0 of 2 spans
                │     ✗ GET / of shop (span 0000000000000001): name is "GET /", kind.string is "Server"
                │     ✗ query of shop (span 0000000000000002): name is "query", kind.string is "Internal"
                └─✓ name == "exception": 1 of 1 event
                      ✓ exception of shop (event in span 0000000000000002): name is "exception"
              kept by any
            """);
  }

  @Test
  void shouldSayTheSameToPrograms() throws IOException {
    String policies =
        """
        - name: both
          type: and
          and:
            and_sub_policy:
              - { name: code, type: numeric_attribute, numeric_attribute: { key: code, min_value: 600 } }
              - { name: rate, type: rate_limiting, rate_limiting: { spans_per_second: 10 } }
        - { name: short, type: ottl_condition, ottl_condition: { span: ['Len(name) < 3'] } }
        """;
    JsonNode steps =
        new ObjectMapper()
            .readTree(run(policies, TRACE, "--output", "json"))
            .get("explanations")
            .get(0)
            .get("steps");
    assertThat(steps.get(0).toString())
        .isEqualTo(
            "{\"name\":\"both\",\"outcome\":\"not_sampled\",\"type\":\"and\",\"parts\":["
                + "{\"name\":\"code\",\"outcome\":\"not_sampled\",\"type\":\"numeric_attribute\",\"span\":{\"span_id\":\"0000000000000001\",\"name\":\"GET"
                + " /\",\"service\":\"shop\","
                + "\"values\":{\"attributes[\\\"code\\\"]\":\"503\"}},\"more_spans\":1},"
                + "{\"name\":\"rate\",\"outcome\":\"not_asked\",\"type\":\"rate_limiting\"}]}");
    assertThat(steps.get(1).get("conditions").get(0).get("spans").get("fitting").asInt()).isZero();
    assertThat(steps.get(1).findValuesAsText("Len(name)")).containsExactly("5", "5");
  }

  private String explain(String policies) throws IOException {
    return explain(policies, TRACE);
  }

  private String explain(String policies, TraceBuilder trace) throws IOException {
    String out = run(policies, trace);
    return out.substring(out.indexOf("p.yaml\n") + "p.yaml\n".length());
  }

  private String run(String policies, TraceBuilder trace, Object... more) throws IOException {
    Path file = directory.resolve("p.yaml");
    Files.writeString(file, "version: 1\npolicies:\n" + policies.indent(2));
    Path spans = Files.writeString(directory.resolve("t"), OtlpJson.toJson(trace.request()));
    Object[] all = new Object[5 + more.length];
    System.arraycopy(new Object[] {"rules", "explain", "--rules", file, spans}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    Ran ran = Ran.traceweir(all);
    assertThat(ran.err()).isEmpty();
    return ran.out();
  }
}
