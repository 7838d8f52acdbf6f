// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.pipeline.Outputs;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.TestTopics;
import io.traceweir.testkit.TraceBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was sent, held against all that came out and was committed, under the rules of {@link
 * io.traceweir.pipeline.QuickSettings}.
 */
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
    assertThat(decided().keySet()).hasSize(traffic.traces().size());
    assertCovers(outputs.calls(), traffic.calls());
    assertCovers(outputs.edges(), traffic.edges());
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What this guarantee promises holds. */
  void assertKeeps(Guarantee guarantee) {
    if (guarantee == Guarantee.EXACTLY_ONCE) {
      assertEqual();
    } else {
      assertNothingLost();
    }
  }

  /** It is all there, once. */
  void assertEqual() {
    assertThat(decided()).isEqualTo(expected());
    assertThat(keptSpans()).containsExactlyInAnyOrderElementsOf(sentSpans());
    assertThat(outputs.keptLogs()).containsExactlyInAnyOrderElementsOf(sentLogs());
    assertThat(outputs.calls()).isEqualTo(traffic.calls());
    assertThat(outputs.edges()).isEqualTo(traffic.edges());
    assertThat(outputs.deadLetters()).isEmpty();
  }

  /** It is all there, and whole; some of it more than once. */
  void assertNothingLost() {
    Map<String, List<String>> once = new TreeMap<>();
    decided().forEach((trace, said) -> once.put(trace, said.stream().distinct().toList()));
    assertThat(once).isEqualTo(expected());
    assertThat(Set.copyOf(keptSpans())).isEqualTo(Set.copyOf(sentSpans()));
    assertThat(Set.copyOf(outputs.keptLogs())).isEqualTo(Set.copyOf(sentLogs()));
    assertCovers(outputs.calls(), traffic.calls());
    assertCovers(outputs.edges(), traffic.edges());
    assertThat(outputs.deadLetters()).isEmpty();
  }

  private static void assertCovers(Map<String, Long> counted, Map<String, Long> sent) {
    Map<String, String> fewer = new TreeMap<>();
    sent.forEach(
        (series, count) -> {
          if (counted.getOrDefault(series, 0L) < count) {
            fewer.put(series, counted.getOrDefault(series, 0L) + " of " + count);
          }
        });
    assertThat(fewer).isEmpty();
    assertThat(sent.keySet()).containsAll(counted.keySet());
  }

  /** In figures. */
  Findings findings() {
    Map<String, List<String>> decided = decided();
    Map<String, List<String>> expected = expected();
    Set<String> lost = new HashSet<>(expected.keySet());
    lost.removeAll(decided.keySet());
    return new Findings(
        expected.size(),
        lost.size(),
        count(decided, (trace, said) -> !expected.getOrDefault(trace, said).containsAll(said)),
        count(decided, (trace, said) -> said.size() > 1),
        sum(outputs.calls()) - sum(traffic.calls()),
        sum(outputs.edges()) - sum(traffic.edges()));
  }

  private interface About {
    boolean holds(String trace, List<String> said);
  }

  private static int count(Map<String, List<String>> decided, About about) {
    return (int)
        decided.entrySet().stream().filter(e -> about.holds(e.getKey(), e.getValue())).count();
  }

  /**
   * @param split traces that were decided without some of their spans or logs
   * @param spansOver by how much the calls of span metrics are above what was sent
   * @param edgesOver by how much the requests of the service graph are above what was sent
   */
  record Findings(
      int traces, int lost, int split, int decidedTwice, long spansOver, long edgesOver) {}

  /** What was said of each trace. */
  private Map<String, List<String>> decided() {
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
    return decided;
  }

  private Map<String, List<String>> expected() {
    Map<String, List<String>> expected = new TreeMap<>();
    for (TraceBuilder trace : traffic.traces()) {
      String rule = rule(trace);
      expected.put(
          trace.traceId(),
          List.of(sentence(rule, !rule.equals("rest"), spans(trace).count(), logs(trace).count())));
    }
    return expected;
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

  private List<Span> keptSpans() {
    return outputs.keptSpans().stream().map(Comparison::asSent).toList();
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
