// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.traceweir.app.graph.Link;
import io.traceweir.app.graph.ServiceMap;
import io.traceweir.app.outcome.DecisionEvent;
import io.traceweir.app.outcome.OutcomeSink;
import io.traceweir.app.outcome.Upgrade;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All that is remembered; one thread adds, any may ask. */
public final class RecentOutcomes implements OutcomeSink {

  private final PipelineSettings.Metrics metrics;
  private final Limits limits;
  private RecentDecisions decisions;
  private RecentServices services;
  private RecentEdges edges;
  private long unreadable;

  public RecentOutcomes(PipelineSettings.Metrics metrics, Limits limits) {
    this.metrics = metrics;
    this.limits = limits;
    decisions = new RecentDecisions(limits);
    services = new RecentServices(metrics.series().spanMetrics(), limits, intervalMillis());
    edges = new RecentEdges(limits, intervalMillis());
  }

  private long intervalMillis() {
    return metrics.interval().toMillis();
  }

  /** Forgets all: what was read is about to be read again. */
  synchronized void clear() {
    decisions = new RecentDecisions(limits);
    services = new RecentServices(metrics.series().spanMetrics(), limits, intervalMillis());
    edges = new RecentEdges(limits, intervalMillis());
  }

  @Override
  public synchronized void decisions(ExportLogsServiceRequest request, long writtenMillis) {
    DecisionEvent.readAll(request, event -> decisions.add(event, writtenMillis));
    Upgrade.readAll(request, decisions::add);
  }

  @Override
  public synchronized void spanMetrics(ExportMetricsServiceRequest request) {
    services.add(request);
  }

  @Override
  public synchronized void serviceGraph(ExportMetricsServiceRequest request) {
    edges.add(request);
  }

  @Override
  public synchronized void unreadable(String topic, Exception cause) {
    unreadable++;
  }

  public Limits limits() {
    return limits;
  }

  public synchronized List<DecisionEvent> lastDecisions(
      int limit, Predicate<DecisionEvent> wanted) {
    return decisions.last(limit, wanted);
  }

  public synchronized Optional<DecisionEvent> decision(TraceId trace) {
    return decisions.of(trace);
  }

  public synchronized List<RuleCounts> rules(long nowMillis) {
    return decisions.byRule(nowMillis);
  }

  /** By the name of the rule whose other share was tried, or of the candidate. */
  public synchronized Map<String, ShadowCounts> shadows(long nowMillis) {
    return decisions.byShadow(nowMillis);
  }

  /**
   * Services in order of their names.
   *
   * @param newestMillis end of the last interval, zero when there is none
   * @param seconds how long all shown intervals are
   */
  public record Services(List<Service> services, long newestMillis, double seconds) {}

  /** One service in the intervals shown. */
  public record Service(String name, FlowView flow) {}

  public synchronized Services services() {
    List<Service> all = new ArrayList<>();
    FlowTable<String> flows = services.flows();
    flows.each((name, flow) -> all.add(new Service(name, flow)));
    return new Services(all, flows.newestMillis(), flows.seconds());
  }

  public synchronized ServiceMap map() {
    List<Link> links = new ArrayList<>();
    edges.flows().each((ends, flow) -> links.add(link(ends, flow)));
    List<String> names = new ArrayList<>();
    services.flows().each((name, flow) -> names.add(name));
    return ServiceMap.of(links, names, edges.flows().seconds());
  }

  private static Link link(RecentEdges.Ends ends, FlowView flow) {
    return new Link(
        ends.client(), ends.server(), ends.type(), flow.calls(), flow.failed(), flow.p95Millis());
  }

  /**
   * What did not fit or could not be read since this process began to look.
   *
   * @param seriesPoints points of metrics whose series found no room
   */
  public record LeftOut(
      long seriesPoints, long services, long edges, long rules, long unreadable) {}

  public synchronized LeftOut leftOut() {
    return new LeftOut(
        services.leftOut() + edges.leftOut(),
        services.flows().leftOut(),
        edges.flows().leftOut(),
        decisions.leftOut(),
        unreadable);
  }
}
