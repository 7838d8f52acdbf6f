// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Red;
import io.traceweir.app.outcome.Upgrade;
import io.traceweir.quickstart.traffic.Request;
import io.traceweir.quickstart.traffic.Scenario;
import io.traceweir.quickstart.traffic.ShopTraffic;
import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import io.traceweir.trace.TraceId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every way in which an outcome can be wrong is found, and said. */
class CheckTest {
  private static final String ONCE = "traces decided once";
  private static final String ERRORS = "traces with an error kept";
  private static final String SLOW = "traces of 1 s and more kept";
  private static final String RULE = "traces kept or dropped by the right rule";
  private static final String FIGURES = "spans, logs, errors, duration and root of decisions";
  private static final String WHOLE = "kept traces whole: each span and log once";
  private static final String GONE = "dropped traces gone: no span, no log";
  private static final String RED = "RED counts per service, span name, kind and status";
  private static final String EDGES = "edges with their calls and failed ones";

  private final ShopTraffic shop =
      new ShopTraffic(new Plan(4, 30, Duration.ofSeconds(20), Scenario.TOUR), Duration.ofHours(1));
  private final List<Request> requests = new ArrayList<>();
  private final Outcome outcome;

  CheckTest() {
    shop.forEachRemaining(requests::add);
    outcome = new Outcome(shop.ledger());
  }

  @Test
  void shouldAgreeWithWhatIsRight() {
    Verdict verdict = verdict(true);
    assertThat(verdict.agrees()).isTrue();
    assertThat(verdict.findings())
        .extracting(Finding::what)
        .containsExactly(ONCE, ERRORS, SLOW, RULE, FIGURES, WHOLE, GONE, RED, EDGES);
    assertThat(verdict.findings()).allMatch(finding -> finding.expected() > 0);
    assertThat(verdict.findings().get(0).expected()).isEqualTo(shop.ledger().traces().size());
  }

  @Test
  void shouldFindATraceThatWasNotDecided() {
    Decision missing = take(decision("rest", false));
    assertDisagrees(ONCE, missing.trace().hex() + ": 0 decisions");
  }

  @Test
  void shouldFindALostTraceAmongThoseThatFailed() {
    Decision missing = take(decision("swallowed-errors", true));
    outcome.spans.removeIf(span -> trace(span.getTraceId().toByteArray()).equals(missing.trace()));
    outcome.logs.removeIf(log -> trace(log.getTraceId().toByteArray()).equals(missing.trace()));
    assertDisagrees(ONCE, "0 decisions", ERRORS, "not decided");
  }

  @Test
  void shouldFindASecondDecision() {
    outcome.decisions.add(decision("rest", false));
    assertDisagrees(ONCE, ": 2 decisions");
  }

  @Test
  void shouldFindADroppedError() {
    change(decision("failed-requests", true), d -> with(d, false, d.rule(), d.spans()));
    assertDisagrees(
        ERRORS,
        ": dropped",
        RULE,
        "dropped by failed-requests, expected kept by",
        GONE,
        "spans and");
  }

  @Test
  void shouldFindADroppedSlowTrace() {
    change(decision("slow", true), d -> with(d, false, d.rule(), d.spans()));
    assertDisagrees(SLOW, ": dropped", RULE, "dropped by slow, expected kept by slow", GONE, "");
  }

  @Test
  void shouldFindTheWrongRule() {
    change(decision("rare-endpoints", true), d -> with(d, true, "rest", d.spans()));
    assertDisagrees(RULE, "kept by rest, expected kept by rare-endpoints");
  }

  @Test
  void shouldFindAThinnedTraceThatItsRandomnessDoesNotKeep() {
    change(decision("rest", false), d -> with(d, true, "rest", d.spans()));
    assertDisagrees(RULE, "kept by rest, expected dropped by rest", WHOLE, "missing");
  }

  @Test
  void shouldFindAWrongFigure() {
    change(decision("rest", true), d -> with(d, true, "rest", d.spans() - 1));
    assertDisagrees(FIGURES, " spans, ");
  }

  @Test
  void shouldFindASpanThatIsMissingAmongTheKept() {
    outcome.spans.remove(0);
    assertDisagrees(WHOLE, "spans 1 missing");
  }

  @Test
  void shouldFindASpanThatWasKeptTwice() {
    outcome.spans.add(outcome.spans.get(0));
    assertDisagrees(WHOLE, "spans 1 twice");
  }

  @Test
  void shouldFindASpanThatNobodySent() {
    TraceId kept = decision("rest", true).trace();
    outcome.spans.add(Outcome.span(kept, 1));
    assertDisagrees(WHOLE, "spans 1 never sent");
  }

  @Test
  void shouldFindALogThatIsMissingOrTwice() {
    outcome.logs.add(outcome.logs.remove(0).toBuilder().setTimeUnixNano(7).build());
    assertDisagrees(WHOLE, "logs 1 missing, 1 never sent");
  }

  @Test
  void shouldFindTracesOfDroppedTracesInTheKeptTopics() {
    outcome.spans.add(Outcome.span(decision("health-checks", false).trace(), 1));
    assertDisagrees(GONE, ": 1 spans and 0 logs");
  }

  @Test
  void shouldWantTheWholeOfATraceThatCameBack() {
    Decision dropped = decision("health-checks", false);
    outcome.upgrades.add(new Upgrade(dropped.trace(), "errors", "late_error", 0));
    assertDisagrees(WHOLE, dropped.trace().hex() + ": spans ");
  }

  @Test
  void shouldFindWrongRedCounts() {
    Red.Operation o = outcome.operations.remove(0);
    outcome.operations.add(
        new Red.Operation(o.service(), o.name(), o.kind(), o.status(), o.spans() + 1));
    assertDisagrees(RED, (o.spans() + 1) + " spans, expected " + o.spans());
  }

  @Test
  void shouldFindOperationsThatAreMissingOrStrange() {
    Red.Operation missing = outcome.operations.remove(0);
    outcome.operations.add(new Red.Operation("cart", "GET /x", "SPAN_KIND_SERVER", "", 3));
    assertDisagrees(RED, missing.name(), RED, "cart GET /x SPAN_KIND_SERVER : 3 spans, expected 0");
  }

  @Test
  void shouldFindAMissingEdge() {
    Edge missing = outcome.edges.remove(0);
    assertDisagrees(EDGES, missing.client() + " to " + missing.server());
  }

  @Test
  void shouldFindAnEdgeThatFailedLessOftenThanItDid() {
    Edge edge = outcome.edges.stream().filter(e -> e.failed() > 0).findFirst().orElseThrow();
    outcome.edges.remove(edge);
    outcome.edges.add(
        new Edge(edge.client(), edge.server(), edge.type(), edge.calls(), edge.failed() - 1));
    assertDisagrees(EDGES, edge.calls() + " calls, " + (edge.failed() - 1) + " failed, expected");
  }

  @Test
  void shouldNotLookAtWhatOthersSend() {
    TraceId other = new TraceId(1, 2);
    outcome.decisions.add(new Decision(other, true, "rest", "root", 9, 9, 9, 9, "mine", "GET /"));
    outcome.spans.add(Outcome.span(other, 5));
    outcome.operations.add(new Red.Operation("mine", "GET /", "SPAN_KIND_SERVER", "", 3));
    outcome.edges.add(new Edge("user", "mine", "virtual_node", 1, 0));
    outcome.edges.add(new Edge("mine", "catalog", "", 1, 0));
    assertThat(verdict(true).agrees()).isTrue();
  }

  @Test
  void shouldAllowForMoreCallsWhereOthersMayHaveTheSameNames() {
    outcome.operations.add(new Red.Operation("cart", "GET /x", "SPAN_KIND_SERVER", "", 3));
    outcome.edges.add(new Edge("user", "cart", "virtual_node", 1, 0));
    assertDisagrees(RED, "cart GET /x", EDGES, "user to cart");
    Verdict verdict = verdict(true, true);
    assertThat(verdict.agrees()).isTrue();
    assertThat(verdict.remarks()).anyMatch(remark -> remark.contains("through the OTLP port"));
    assertThat(verdict(true).remarks()).noneMatch(remark -> remark.contains("OTLP port"));
  }

  @Test
  void shouldFindFewerCallsWhoeverElseSendsSome() {
    Red.Operation o = outcome.operations.remove(0);
    outcome.edges.remove(0);
    assertThat(verdict(true, true).findings())
        .filteredOn(finding -> !finding.agrees())
        .extracting(Finding::what)
        .containsExactly(RED, EDGES);
    outcome.operations.add(
        new Red.Operation(o.service(), o.name(), o.kind(), o.status(), o.spans() - 1));
    assertThat(verdict(true, true).findings())
        .filteredOn(finding -> finding.what().equals(RED))
        .noneMatch(Finding::agrees);
  }

  @Test
  void shouldHoldOtherRulesToWhatAnyRulesMustDo() {
    change(decision("rest", false), d -> with(d, false, "mine", d.spans()));
    Verdict verdict = verdict(false);
    assertThat(verdict.agrees()).isTrue();
    assertThat(verdict.findings()).extracting(Finding::what).doesNotContain(RULE, ERRORS, SLOW);
    outcome.decisions.add(decision("mine", false));
    assertThat(verdict(false).agrees()).isFalse();
  }

  @Test
  void shouldHoldATraceToItsRuleWhenItWasWholeHoweverLateItWasSent() {
    requests.forEach(shop.ledger()::delayed);
    assertThat(verdict(true).remarks()).noneMatch(remark -> remark.contains("busy"));
    change(decision("rest", false), d -> with(d, false, "health-checks", d.spans()));
    assertDisagrees(RULE, "dropped by health-checks, expected dropped by rest");
  }

  @Test
  void shouldNotHoldATraceToFiguresWhenPartOfItWasSentTooLate() {
    Decision partial = decision("rest", false);
    requests.stream()
        .filter(request -> request.traces().contains(partial.trace()))
        .forEach(shop.ledger()::delayed);
    change(partial, d -> with(d, false, "health-checks", d.spans() - 1));
    Verdict verdict = verdict(true);
    assertThat(verdict.agrees()).isTrue();
    assertThat(verdict.remarks()).anyMatch(remark -> remark.contains("this machine was busy"));
    take(decision("health-checks", false));
    assertThat(verdict(true).agrees()).isFalse();
  }

  @Test
  void shouldGiveThreeExamplesAtMost() {
    outcome.decisions.clear();
    assertThat(verdict(true).findings().get(0).examples()).hasSize(3);
  }

  /** What and example, in turns. */
  private void assertDisagrees(String... whatAndExample) {
    Verdict verdict = verdict(true);
    List<String> wrong =
        verdict.findings().stream().filter(f -> !f.agrees()).map(Finding::what).toList();
    for (int i = 0; i < whatAndExample.length; i += 2) {
      String what = whatAndExample[i];
      String example = whatAndExample[i + 1];
      assertThat(wrong).contains(what);
      assertThat(verdict.findings())
          .filteredOn(finding -> finding.what().equals(what))
          .flatExtracting(Finding::examples)
          .anyMatch(said -> String.valueOf(said).contains(example));
    }
    assertThat(wrong).isSubsetOf(whatAndExample);
    assertThat(CheckText.write(new Report(new Recap(List.of()), verdict)))
        .contains("NOT AS IT MUST BE: " + whatAndExample[0], "there are disagreements");
  }

  private Verdict verdict(boolean exampleRules) {
    return verdict(exampleRules, false);
  }

  private Verdict verdict(boolean exampleRules, boolean shared) {
    return new Check(shop.ledger(), outcome.received(), exampleRules, shared)
        .verdict(outcome.operations, outcome.edges);
  }

  private Decision decision(String rule, boolean kept) {
    return outcome.decisions.stream()
        .filter(d -> d.rule().equals(rule) && d.kept() == kept)
        .findFirst()
        .orElseThrow();
  }

  private Decision take(Decision decision) {
    outcome.decisions.remove(decision);
    return decision;
  }

  private void change(Decision decision, UnaryOperator<Decision> change) {
    outcome.decisions.set(outcome.decisions.indexOf(decision), change.apply(decision));
  }

  private static Decision with(Decision d, boolean kept, String rule, long spans) {
    return new Decision(
        d.trace(),
        kept,
        rule,
        d.trigger(),
        spans,
        d.logs(),
        d.errors(),
        d.durationMillis(),
        d.rootService(),
        d.rootName());
  }

  private static TraceId trace(byte[] id) {
    ByteBuffer bytes = ByteBuffer.wrap(id);
    return new TraceId(bytes.getLong(), bytes.getLong());
  }
}
