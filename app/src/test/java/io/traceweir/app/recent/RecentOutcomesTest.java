// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.traceweir.app.graph.Link;
import io.traceweir.app.graph.Node;
import io.traceweir.app.outcome.Upgrade;
import io.traceweir.app.recent.RuleCounts.Count;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.series.MetricsSettings;
import io.traceweir.trace.TraceId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentOutcomesTest {
  private static final Told.Edge CALL = new Told.Edge("shop", "stock", "");
  private static final Limits LIMITS = new Limits(Duration.ofMinutes(1), 3, 4, 100, 2, 2, 2);

  private final RecentOutcomes outcomes = new RecentOutcomes(metrics(), LIMITS);

  private static PipelineSettings.Metrics metrics() {
    return new PipelineSettings.Metrics(
        "spans", "graph", Duration.ofSeconds(10), true, MetricsSettings.DEFAULT);
  }

  @Test
  void shouldShowCallsErrorsAndDurationsPerInterval() {
    for (long[] at : new long[][] {{0, 0, 0, 0}, {10, 8, 2, 5}, {20, 8, 2, 5}, {30, 18, 2, 9}}) {
      outcomes.spanMetrics(Told.calls(at[0], "shop", "SERVER", "UNSET", at[1]));
      outcomes.spanMetrics(Told.calls(at[0], "shop", "SERVER", "ERROR", at[2]));
      outcomes.spanMetrics(Told.calls(at[0], "shop", "CLIENT", "ERROR", at[3]));
      outcomes.spanMetrics(Told.durations(at[0], "shop", "SERVER", at[1], at[2], 0L, 0L));
      outcomes.spanMetrics(Told.durations(at[0], "shop", "CLIENT", 0L, 0L, 0L, at[3]));
    }

    RecentOutcomes.Services all = outcomes.services();

    assertThat(all.seconds()).isEqualTo(30);
    assertThat(all.newestMillis()).isEqualTo(30_000);
    assertThat(all.services()).hasSize(1);
    FlowView flow = all.services().get(0).flow();
    assertThat(flow.spans()).isEqualTo(29);
    assertThat(flow.calls()).isEqualTo(20);
    assertThat(flow.failed()).isEqualTo(2);
    assertThat(flow.p95Millis()).isEqualTo(10 + 90 * 0.5);
    assertThat(flow.history().stream().map(Moment::calls)).containsExactly(10L, 0L, 10L);
    assertThat(flow.history().stream().map(Moment::failed)).containsExactly(2L, 0L, 0L);
    assertThat(flow.history().get(1).p95Millis()).isNaN();
    assertThat(flow.history().get(2).timeMillis()).isEqualTo(30_000);
  }

  @Test
  void shouldForgetIntervalsThatAreTooFarBackAndServicesWithThem() {
    outcomes.spanMetrics(Told.calls(0, "old", "SERVER", "OK", 0));
    outcomes.spanMetrics(Told.calls(10, "old", "SERVER", "OK", 5));
    for (long second = 0; second <= 80; second += 10) {
      outcomes.spanMetrics(Told.calls(second, "shop", "SERVER", "OK", second));
    }

    RecentOutcomes.Services all = outcomes.services();

    assertThat(all.seconds()).isEqualTo(40);
    assertThat(all.services()).extracting(RecentOutcomes.Service::name).containsExactly("shop");
    assertThat(all.services().get(0).flow().calls()).isEqualTo(40);
    assertThat(all.services().get(0).flow().history()).hasSize(4);
  }

  @Test
  void shouldNotCountWhatASeriesHadBeforeItWasSeen() {
    outcomes.spanMetrics(Told.calls(10, "shop", "SERVER", "OK", 1_000));
    assertThat(outcomes.services().services()).isEmpty();
    outcomes.spanMetrics(Told.calls(20, "shop", "SERVER", "OK", 1_003));

    assertThat(outcomes.services().services().get(0).flow().calls()).isEqualTo(3);
  }

  @Test
  void shouldTakeDeltasAsTheyAre() {
    AggregationTemporality delta = AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
    for (long second : List.of(10L, 20L)) {
      outcomes.spanMetrics(
          Told.sum(
              "traces.span.metrics.calls",
              delta,
              Told.point(second - 10, second, 4, Told.span("shop", "CONSUMER", "OK"))));
    }

    assertThat(outcomes.services().services().get(0).flow().calls()).isEqualTo(8);
  }

  @Test
  void shouldSayHowManyServicesFoundNoRoom() {
    for (String service : List.of("a", "b", "c")) {
      outcomes.spanMetrics(Told.calls(0, service, "SERVER", "OK", 0));
      outcomes.spanMetrics(Told.calls(10, service, "SERVER", "OK", 1));
    }

    assertThat(outcomes.services().services()).hasSize(2);
    assertThat(outcomes.leftOut().services()).isEqualTo(1);
  }

  @Test
  void shouldDrawEdgesWithTheLatencyOfTheSideThatKnowsIt() {
    Told.Edge card = new Told.Edge("shop", "card", "virtual_node");
    Told.Edge user = new Told.Edge("user", "shop", "virtual_node");
    for (long second : List.of(0L, 10L)) {
      for (Told.Edge edge : List.of(CALL, card)) {
        outcomes.serviceGraph(Told.edge(second, edge, second));
        outcomes.serviceGraph(Told.failed(second, edge, second / 10));
        outcomes.serviceGraph(Told.latency(second, edge, "client", 0L, second, 0L, 0L));
        outcomes.serviceGraph(Told.latency(second, edge, "server", second, 0L, 0L, 0L));
      }
    }

    assertThat(outcomes.map().links())
        .containsExactly(
            new Link("shop", "card", "virtual_node", 10, 1, 95_500),
            new Link("shop", "stock", "", 10, 1, 9_500));
    assertThat(outcomes.map().nodes())
        .containsExactly(
            new Node("shop", Node.Kind.SERVICE),
            new Node("stock", Node.Kind.SERVICE),
            new Node("card", Node.Kind.EXTERNAL));

    outcomes.serviceGraph(Told.edge(0, user, 0));
    outcomes.serviceGraph(Told.edge(10, user, 1));
    assertThat(outcomes.leftOut().edges()).isPositive();
  }

  @Test
  void shouldCountPerRuleWhatWasWrittenInTheWindow() {
    outcomes.decisions(Told.decision(1, true, "errors", "shop", "GET /"), 100_000);
    outcomes.decisions(Told.decision(2, false, "rest", "shop", "GET /"), 100_000);
    outcomes.decisions(Told.decision(3, true, "rest", "shop", "GET /"), 130_000);

    Count one = new Count(1, 4, 2, 1_000);
    assertThat(outcomes.rules(140_000))
        .containsExactly(
            new RuleCounts("errors", one, Count.ZERO), new RuleCounts("rest", one, one));
    assertThat(outcomes.rules(180_000)).containsExactly(new RuleCounts("rest", one, Count.ZERO));
    assertThat(outcomes.rules(1_000_000)).isEmpty();
  }

  @Test
  void shouldKeepRareKeptDecisionsBesideManyDroppedOnes() {
    outcomes.decisions(Told.decision(1, true, "errors", "shop", "GET /"), 0);
    for (int trace = 2; trace < 20; trace++) {
      outcomes.decisions(Told.decision(trace, false, "rest", "shop", "GET /"), 0);
    }

    assertThat(outcomes.lastDecisions(10, event -> true))
        .extracting(event -> event.decision().trace().low())
        .containsExactly(19L, 18L, 17L, 1L);
    assertThat(outcomes.lastDecisions(1, event -> event.decision().kept())).hasSize(1);
    assertThat(outcomes.decision(new TraceId(0, 1))).isPresent();
    assertThat(outcomes.decision(new TraceId(0, 5))).isEmpty();
  }

  @Test
  void shouldNotCountMoreRulesThanThereIsRoomFor() {
    for (String rule : List.of("a", "b", "c")) {
      outcomes.decisions(Told.decision(1, true, rule, "shop", "GET /"), 0);
    }

    assertThat(outcomes.rules(0)).hasSize(2);
    assertThat(outcomes.leftOut().rules()).isEqualTo(1);
  }

  @Test
  void shouldForgetEverythingBeforeItIsReadAgain() {
    outcomes.decisions(Told.decision(1, true, "a", "shop", "GET /"), 0);
    outcomes.spanMetrics(Told.calls(0, "shop", "SERVER", "OK", 0));
    outcomes.spanMetrics(Told.calls(10, "shop", "SERVER", "OK", 1));

    outcomes.clear();

    assertThat(outcomes.rules(0)).isEmpty();
    assertThat(outcomes.services().services()).isEmpty();
    assertThat(outcomes.map().nodes()).isEmpty();
  }

  @Test
  void shouldSayBesideItsDecisionThatATraceCameBack() {
    outcomes.decisions(Told.decision(1, false, "rest", "shop", "GET /"), 0);
    outcomes.decisions(Told.decision(2, false, "rest", "shop", "GET /"), 0);
    outcomes.decisions(Told.upgrade(1, "upgraded", "errors"), 0);
    outcomes.decisions(Told.upgrade(2, "failed", "errors"), 0);

    assertThat(outcomes.decision(new TraceId(0, 1)).orElseThrow().upgrade())
        .isEqualTo(new Upgrade(new TraceId(0, 1), "errors", "late_error", 61_000));
    assertThat(outcomes.decision(new TraceId(0, 2)).orElseThrow().upgrade()).isNull();
    assertThat(outcomes.lastDecisions(9, event -> true)).hasSize(2);
    assertThat(outcomes.rules(0)).hasSize(1);
    assertThat(outcomes.rules(0).get(0).dropped().traces()).isEqualTo(2);
  }
}
