// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Loads;
import io.traceweir.app.outcome.Loads.Arrow;
import io.traceweir.app.outcome.RuleTally;
import io.traceweir.quickstart.live.Picture.Crew;
import io.traceweir.quickstart.live.Picture.EdgeRow;
import io.traceweir.quickstart.live.Picture.Flow;
import io.traceweir.quickstart.live.Picture.Head;
import io.traceweir.quickstart.live.Picture.RuleRow;
import io.traceweir.quickstart.live.Picture.ServiceRow;
import io.traceweir.rules.Rule;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns what is read into what is shown. Pure: the caller says what time it is. Memory is bounded
 * by the rules, services and edges there are, and by the last traces and events.
 */
final class LiveModel {
  private final Plan plan;
  private final long startNanos;
  private final Map<String, Rule> rules;
  private final Rate sentTraces;
  private final Rate sentSpans;
  private final Rate decidedTraces;
  private final Rate decidedSpans;
  private final Pace pace;
  private final KeptTraces traces = new KeptTraces();
  private final Trends<String> services = new Trends<>();
  private final Trends<Arrow> edges = new Trends<>();
  private final Interval interval = new Interval();
  private final Events events;

  LiveModel(Plan plan, Events events, long nowNanos) {
    this.plan = plan;
    this.events = events;
    this.startNanos = nowNanos;
    this.rules = plan.rules().stream().collect(Collectors.toMap(Rule::name, Function.identity()));
    this.sentTraces = new Rate(nowNanos);
    this.sentSpans = new Rate(nowNanos);
    this.decidedTraces = new Rate(nowNanos);
    this.decidedSpans = new Rate(nowNanos);
    this.pace = new Pace(nowNanos);
  }

  KeptTraces traces() {
    return traces;
  }

  void decided(Decision decision) {
    traces.decided(decision);
  }

  void look(Standing standing, long nowNanos) {
    sentTraces.add(standing.sent().traces().size(), nowNanos);
    sentSpans.add(standing.sent().spans(), nowNanos);
    decidedTraces.add(standing.decisions().traces(), nowNanos);
    pace.add(standing.decisions().traces(), nowNanos);
    decidedSpans.add(standing.decisions().spans(), nowNanos);
    long records = standing.spanMetrics().records() + standing.serviceGraph().records();
    if (interval.isOver(records, nowNanos)) {
      services.add(Loads.services(standing.spanMetrics()));
      edges.add(Loads.edges(standing.serviceGraph()));
    }
  }

  Picture picture(Standing standing, long nowNanos) {
    return new Picture(
        head(standing, nowNanos),
        plan.addresses(),
        new Crew(standing.workers(), pace.seconds()),
        standing.decisions().byRule().stream().map(this::rule).toList(),
        services.totals().entrySet().stream()
            .map(e -> new ServiceRow(e.getKey(), e.getValue(), services.history(e.getKey())))
            .toList(),
        edges.totals().entrySet().stream().map(e -> new EdgeRow(e.getKey(), e.getValue())).toList(),
        traces.stories(),
        events.latest());
  }

  private Head head(Standing standing, long nowNanos) {
    long sent = standing.sent().traces().size();
    long kept = standing.decisions().byRule().stream().mapToLong(t -> t.kept().traces()).sum();
    double share =
        plan.requests() == 0 ? Double.NaN : (double) standing.sent().requests() / plan.requests();
    return new Head(
        Duration.ofNanos(nowNanos - startNanos),
        plan.duration(),
        share,
        standing.over(),
        new Flow(sent, sentTraces.perSecond(), standing.sent().spans(), sentSpans.perSecond()),
        new Flow(
            standing.decisions().traces(),
            decidedTraces.perSecond(),
            standing.decisions().spans(),
            decidedSpans.perSecond()),
        kept,
        standing.waiting());
  }

  private RuleRow rule(RuleTally tally) {
    Rule rule = rules.get(tally.rule());
    long kept = tally.kept().traces();
    long dropped = tally.dropped().traces();
    return rule == null
        ? new RuleRow(tally.rule(), "", "", kept, dropped)
        : new RuleRow(rule.name(), reason(rule), part(rule), kept, dropped);
  }

  private static String reason(Rule rule) {
    String condition = rule.isCatchAll() ? "everything else" : rule.when();
    return Objects.requireNonNullElse(rule.note(), condition);
  }

  private static String part(Rule rule) {
    var rate = rule.rate(); // here a Rate is something else
    if (rate != null) {
      return rate.text() + " of it";
    }
    boolean thinned = rule.probability() > 0 && rule.probability() < 1;
    return thinned ? percent(rule.probability()) + "% of it" : "";
  }

  private static String percent(double share) {
    return new BigDecimal(100 * share)
        .round(new MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }
}
