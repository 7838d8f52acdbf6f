// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.benchmarks.load.Load;
import io.traceweir.benchmarks.load.Shape;
import io.traceweir.benchmarks.load.TraceFacts;
import io.traceweir.benchmarks.report.Recount.Sent;
import io.traceweir.benchmarks.report.Recount.Verdict;
import io.traceweir.otlp.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Every way in which what came out can be wrong is found, and named. */
class RecountTest {
  private static final int TRACES = 200;
  private static final Shape SHAPE = new Shape(1_600, 8, 50, 1, 3, 0.1, 2, 2, false, 1_000, 1);
  private static final TraceFacts FACTS = new TraceFacts(SHAPE);

  private final Recount recount = new Recount(FACTS);
  private final long someKept =
      LongStream.range(0, TRACES).filter(FACTS::isFailed).findFirst().orElseThrow();
  private final long someDropped =
      LongStream.range(0, TRACES)
          .filter(n -> !FACTS.isFailed(n) && !FACTS.isSlow(n))
          .findFirst()
          .orElseThrow();

  private static Sent sent() {
    return new Sent(TRACES, LongStream.range(0, TRACES).map(FACTS::spans).sum(), true, true);
  }

  /** Ids of the spans of each kept trace, as the load has them. */
  private static void eachSpan(long number, Consumer<Long> out) {
    List<Long> ids = new ArrayList<>();
    new Load(SHAPE)
        .write(
            number,
            1,
            1_000_000,
            record -> {
              if (record.signal() == Signal.SPANS && record.partition() == null) {
                SpanIds.of(record.value(), ids);
              }
            });
    ids.forEach(out);
  }

  private void allRight() {
    long spans = 0;
    for (long n = 0; n < TRACES; n++) {
      recount.decision(n, verdict(n));
      spans += FACTS.spans(n);
      if (verdict(n).kept()) {
        keep(n);
      }
    }
    recount.calls("a", spans - 1);
    recount.calls("b", 1);
  }

  private void keep(long n) {
    eachSpan(n, id -> recount.keptSpan(n, id));
    for (int i = FACTS.logs(n); i > 0; i--) {
      recount.keptLog(n);
    }
  }

  private static Verdict verdict(long n) {
    String rule = FACTS.isFailed(n) ? Recount.ERRORS : FACTS.isSlow(n) ? Recount.SLOW : "rest";
    return new Verdict(!rule.equals("rest"), rule, "root", FACTS.spans(n));
  }

  private List<String> wrong() {
    return recount.checks(sent()).stream().filter(c -> !c.isRight()).map(Check::what).toList();
  }

  @Test
  void shouldFindNothingWhereNothingIsWrong() {
    allRight();
    assertThat(wrong()).isEmpty();
    assertThat(recount.isComplete(sent())).isTrue();
    assertThat(recount.keptTraces()).isPositive().isLessThan(TRACES);
  }

  @Test
  void shouldFindATraceThatWasNotDecided() {
    Sent more = new Sent(TRACES + 1, sent().spans() + 8, true, true);
    allRight();
    assertThat(recount.checks(more).stream().filter(c -> !c.isRight()).map(Check::what))
        .containsExactly("traces decided", "spans in decisions", "calls in span metrics");
  }

  @Test
  void shouldFindASecondDecision() {
    allRight();
    recount.decision(someDropped, verdict(someDropped));
    assertThat(wrong()).containsExactly("decisions beyond the first");
  }

  @Test
  void shouldFindARepeatedSpanAndALogTooMany() {
    allRight();
    recount.keptSpan(someKept, 1);
    assertThat(wrong()).containsExactly("kept traces with every span and log once");
  }

  @Test
  void shouldFindALogTooMany() {
    allRight();
    recount.keptLog(someKept);
    assertThat(wrong()).containsExactly("kept traces with every span and log once");
  }

  @Test
  void shouldFindSpansOfADroppedTrace() {
    allRight();
    keep(someDropped);
    assertThat(wrong()).contains("traces written but not decided to be kept");
  }

  @Test
  void shouldFindAFailedTraceThatWasNotKept() {
    allRight();
    Recount other = new Recount(FACTS);
    for (long n = 0; n < TRACES; n++) {
      other.decision(
          n, n == someKept ? new Verdict(false, "rest", "root", FACTS.spans(n)) : verdict(n));
    }
    assertThat(other.checks(sent()).stream().filter(c -> !c.isRight()).map(Check::what))
        .contains("failed traces kept for it");
  }

  @Test
  void shouldFindWrongCountersAndDeadLetters() {
    allRight();
    recount.calls("b", 2);
    recount.deadLetter();
    assertThat(wrong()).containsExactly("calls in span metrics", "dead letters");
  }
}
