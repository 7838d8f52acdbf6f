// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.testkit.TraceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was sent, held against all that came out, under the rules of {@link QuickSettings}. */
final class Comparison {
  private static final long SECOND_NANOS = 1_000_000_000;

  private final KnownTraffic traffic;
  private final Outputs outputs;

  Comparison(KnownTraffic traffic, Outputs outputs) {
    this.traffic = traffic;
    this.outputs = outputs;
  }

  /** Everything that has to come has come; more may have. */
  void assertNothingMissing() {
    assertThat(outputs.decisions()).hasSizeGreaterThanOrEqualTo(traffic.traces().size());
    assertThat(sum(outputs.calls())).isGreaterThanOrEqualTo(sum(traffic.calls()));
    assertThat(sum(outputs.edges())).isGreaterThanOrEqualTo(sum(traffic.edges()));
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** It is all there, once. */
  void assertEqual() {
    assertDecisions();
    assertThat(outputs.keptSpans().stream().map(Comparison::asSent))
        .containsExactlyInAnyOrderElementsOf(sentSpans());
    assertThat(outputs.keptLogs()).containsExactlyInAnyOrderElementsOf(sentLogs());
    assertThat(outputs.calls()).isEqualTo(traffic.calls());
    assertThat(outputs.edges()).isEqualTo(traffic.edges());
    assertThat(outputs.deadLetters()).isEmpty();
  }

  private void assertDecisions() {
    Map<String, List<String>> decided = new TreeMap<>();
    for (LogRecord d : outputs.decisions()) {
      decided
          .computeIfAbsent(Outputs.traceId(d), id -> new ArrayList<>())
          .add(
              sentence(
                  Outputs.say(d, "rule"),
                  Outputs.say(d, "outcome").equals("kept"),
                  Long.parseLong(Outputs.say(d, "spans")),
                  Long.parseLong(Outputs.say(d, "logs"))));
    }
    Map<String, List<String>> expected = new TreeMap<>();
    for (TraceBuilder trace : traffic.traces()) {
      String rule = rule(trace);
      expected.put(
          trace.traceId(),
          List.of(sentence(rule, !rule.equals("rest"), spans(trace).count(), logs(trace).count())));
    }
    assertThat(decided).isEqualTo(expected);
  }

  private static String sentence(String rule, boolean kept, long spans, long logs) {
    return (kept ? "kept by " : "dropped by ") + rule + ", " + spans + " spans, " + logs + " logs";
  }

  private static String rule(TraceBuilder trace) {
    if (spans(trace).anyMatch(s -> s.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR)) {
      return "errors";
    }
    long start = spans(trace).mapToLong(Span::getStartTimeUnixNano).min().orElseThrow();
    long end = spans(trace).mapToLong(Span::getEndTimeUnixNano).max().orElseThrow();
    return end - start >= SECOND_NANOS ? "slow" : "rest";
  }

  private List<Span> sentSpans() {
    return traffic.traces().stream()
        .filter(trace -> !rule(trace).equals("rest"))
        .flatMap(Comparison::spans)
        .toList();
  }

  private List<LogRecord> sentLogs() {
    return traffic.traces().stream()
        .filter(trace -> !rule(trace).equals("rest"))
        .flatMap(Comparison::logs)
        .toList();
  }

  private static Stream<Span> spans(TraceBuilder trace) {
    return TestTopics.spans(trace.request().toByteArray()).stream();
  }

  private static Stream<LogRecord> logs(TraceBuilder trace) {
    return TestTopics.logs(trace.logs().toByteArray()).stream();
  }

  /** Without what Traceweir adds. */
  private static Span asSent(Span kept) {
    List<KeyValue> own =
        kept.getAttributesList().stream()
            .filter(a -> !a.getKey().startsWith("traceweir."))
            .toList();
    return kept.toBuilder().clearAttributes().addAllAttributes(own).clearTraceState().build();
  }
}
