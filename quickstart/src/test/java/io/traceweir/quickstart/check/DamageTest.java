// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Red;
import io.traceweir.quickstart.traffic.Incident;
import io.traceweir.quickstart.traffic.Request;
import io.traceweir.quickstart.traffic.Scenario;
import io.traceweir.quickstart.traffic.SentTrace;
import io.traceweir.quickstart.traffic.ShopTraffic;
import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import io.traceweir.trace.TraceId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Everything that a fault can spoil is found, counted under its name, and shown with its trace. */
class DamageTest {
  private final ShopTraffic shop =
      new ShopTraffic(new Plan(4, 30, Duration.ofSeconds(20), Scenario.TOUR), Duration.ofHours(1));
  private final List<Request> requests = new ArrayList<>();
  private final Outcome outcome;

  DamageTest() {
    shop.forEachRemaining(requests::add);
    outcome = new Outcome(shop.ledger());
  }

  @Test
  void shouldFindNoneWhereAllIsRight() {
    assertThat(damage().isNone()).isTrue();
    assertThat(damage().all())
        .extracting(Harm::what)
        .containsExactly("lost", "split", "decided twice", "counter error");
  }

  @Test
  void shouldFindALostTrace() {
    Decision lost = decision(d -> !d.kept());
    outcome.decisions.remove(lost);
    assertHarm(damage().lost(), 1, "trace " + lost.trace().hex() + ": never decided");
    assertThat(damage().split().count() + damage().twice().count()).isZero();
  }

  @Test
  void shouldFindAKeptTraceOfWhichASpanIsLost() {
    TraceId trace = trace(outcome.spans.remove(0).getTraceId().toByteArray());
    assertHarm(
        damage().lost(), 1, "trace " + trace.hex() + ": kept without 1 spans and 0 logs of it");
    assertThat(damage().split().count()).isZero();
  }

  @Test
  void shouldFindASplitTrace() {
    Decision whole = decision(d -> d.spans() > 2);
    change(whole, with(whole, whole.spans() - 1, whole.durationMillis()));
    assertHarm(damage().split(), 1, "trace " + whole.trace().hex() + ": decided on ");
    assertThat(damage().lost().count()).isZero();
  }

  @Test
  void shouldFindATraceInTwoParts() {
    Decision whole = decision(d -> d.spans() > 2 && !d.kept());
    change(whole, with(whole, whole.spans() - 1, whole.durationMillis()));
    outcome.decisions.add(with(whole, 1, 1));
    assertHarm(damage().split(), 1, whole.trace().hex());
    assertHarm(damage().twice(), 1, "trace " + whole.trace().hex() + ": 2 decisions");
  }

  @Test
  void shouldFindPartsOfADroppedTraceAmongTheKept() {
    Decision dropped = decision(d -> !d.kept());
    outcome.spans.add(Outcome.span(dropped.trace(), 1));
    assertHarm(damage().split(), 1, dropped.trace().hex() + ": not kept, but 1 spans");
  }

  @Test
  void shouldFindASecondDecision() {
    Decision first = decision(Decision::kept);
    outcome.decisions.add(first);
    outcome.decisions.add(first);
    assertHarm(damage().twice(), 1, "trace " + first.trace().hex() + ": 3 decisions");
    assertThat(damage().split().count()).isZero();
  }

  @Test
  void shouldFindWhatWasKeptTwice() {
    outcome.spans.add(outcome.spans.get(0));
    assertHarm(damage().twice(), 1, ": 1 spans and 0 logs kept again");
  }

  @Test
  void shouldCountCallsThatCountersShowTooManyOrTooFew() {
    Red.Operation o = outcome.operations.remove(0);
    outcome.operations.add(
        new Red.Operation(o.service(), o.name(), o.kind(), o.status(), o.spans() + 7));
    Edge e = outcome.edges.remove(0);
    outcome.edges.add(new Edge(e.client(), e.server(), e.type(), e.calls() - 2, e.failed() + 1));
    assertHarm(damage().counters(), 10, (o.spans() + 7) + " spans, expected " + o.spans());
    assertThat(damage().counters().examples()).hasSize(2).anyMatch(s -> s.contains(" to "));
  }

  @Test
  void shouldShowAFewExamples() {
    int traces = outcome.decisions.size();
    outcome.decisions.clear();
    assertThat(damage().lost().count()).isEqualTo(traces);
    assertThat(damage().lost().examples()).hasSize(5);
  }

  @Test
  void shouldNotBlameThePipelineForWhatWasSentTooLate() {
    Decision partial = decision(d -> d.spans() > 2 && !d.kept());
    change(partial, with(partial, partial.spans() - 1, partial.durationMillis()));
    requests.stream()
        .filter(request -> request.traces().contains(partial.trace()))
        .forEach(shop.ledger()::delayed);
    assertThat(damage().isNone()).isTrue();
  }

  @Test
  void shouldTakeADecisionForRightThatWaitedForWhatWasHeldUp() {
    SentTrace sent = heldUp();
    widen(sent);
    assertThat(damage().isNone()).isTrue();
    assertThat(check(true).verdict(outcome.operations, outcome.edges).agrees()).isTrue();
    assertThat(check(true).verdict(outcome.operations, outcome.edges).remarks())
        .anyMatch(remark -> remark.startsWith("1 traces were decided so late"));
    // without outages nothing can have been waited for
    assertThat(check(false).verdict(outcome.operations, outcome.edges).agrees()).isFalse();
  }

  @Test
  void shouldCountEdgesOfAWidenedTraceEitherWay() {
    SentTrace sent = heldUp();
    widen(sent);
    outcome.removeEdges(sent.edges());
    outcome.addEdges(sent.allEdges());
    assertThat(damage().counters().count()).isZero();
    outcome.addEdges(sent.allEdges());
    assertThat(damage().counters().count()).isPositive();
  }

  @Test
  void shouldFindATraceThatSawMoreThanWasSent() {
    SentTrace sent = heldUp();
    Decision due = decision(d -> d.trace().equals(sent.id()));
    change(due, with(due, sent.spanIds().size() + 1, due.durationMillis()));
    assertHarm(damage().split(), 1, sent.id().hex());
  }

  private SentTrace heldUp() {
    return shop.ledger().traces().values().stream()
        .filter(t -> t.incidents().contains(Incident.LATE_SPANS))
        .filter(t -> t.spanIds().size() > t.spans() && !t.edges().equals(t.allEdges()))
        .findFirst()
        .orElseThrow();
  }

  private void widen(SentTrace sent) {
    Decision due = decision(d -> d.trace().equals(sent.id()));
    change(due, with(due, sent.spanIds().size(), due.durationMillis() + 1));
  }

  private static void assertHarm(Harm harm, long count, String example) {
    assertThat(harm.count()).isEqualTo(count);
    assertThat(harm.examples()).anyMatch(said -> said.contains(example));
  }

  private Damage damage() {
    return check(true).damage(outcome.operations, outcome.edges);
  }

  private Check check(boolean outages) {
    return new Check(shop.ledger(), outcome.received(), true, false, outages);
  }

  private Decision decision(Predicate<Decision> wanted) {
    return outcome.decisions.stream().filter(wanted).findFirst().orElseThrow();
  }

  private void change(Decision decision, Decision to) {
    outcome.decisions.set(outcome.decisions.indexOf(decision), to);
  }

  private static Decision with(Decision d, long spans, double millis) {
    return new Decision(
        d.trace(),
        d.kept(),
        d.rule(),
        d.trigger(),
        spans,
        d.logs(),
        d.errors(),
        millis,
        d.rootService(),
        d.rootName());
  }

  private static TraceId trace(byte[] id) {
    ByteBuffer bytes = ByteBuffer.wrap(id);
    return new TraceId(bytes.getLong(), bytes.getLong());
  }
}
