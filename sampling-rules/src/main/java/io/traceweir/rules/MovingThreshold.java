// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import io.traceweir.tracestate.OtelTraceState;
import io.traceweir.tracestate.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * The threshold of a rule that keeps so much a second: it moves with each trace that the rule
 * takes, so that what is kept comes to the limit. Each trace has a probability that does not depend
 * on its randomness, so a kept one stands for 1 / probability, which a bucket of tokens could not
 * say.
 */
final class MovingThreshold {
  /** What OpenTelemetry recommends; nobody counts more precisely than to one in 8,000. */
  private static final int DIGITS = 4;

  private final Rule rule;
  private final Rate.Unit unit;
  private final ArrivalRate arrivals;
  private Ruling last;
  private @Nullable String lastHeader;
  private long lastThreshold;

  /**
   * @param share of the limit that counts here, 0 to 1
   */
  MovingThreshold(Rule rule, Rate rate, double share) {
    this.rule = rule;
    this.unit = rate.unit();
    this.arrivals = new ArrivalRate(rate.perSecond() * share);
    this.last = new Ruling(rule);
  }

  /** The rule may take traces from here on. */
  void begin(long clockMillis) {
    arrivals.begin(clockMillis);
  }

  /** The rule takes a trace. */
  Ruling take(Trace trace, long clockMillis) {
    last = ruling(arrivals.add((double) unit.of(trace), weight(trace), clockMillis));
    return last;
  }

  /** What it would say now of a trace that arrived before. */
  Ruling at(long clockMillis) {
    return ruling(arrivals.share(clockMillis));
  }

  private Ruling ruling(double share) {
    long threshold = Threshold.ofProbability(Math.min(1, share), DIGITS);
    return threshold == last.threshold()
        ? last
        : new Ruling(rule, Threshold.probability(threshold), threshold);
  }

  /**
   * Who sampled before us left traces of high randomness only. Of those a probability that is
   * higher than theirs leaves out none, so such a trace counts for as many as would be here without
   * that, or would be kept at the moment.
   */
  private double weight(Trace trace) {
    long highest = 0;
    for (int i = 0; i < trace.spanCount(); i++) {
      highest = Math.max(highest, threshold(trace.span(i)));
    }
    return 1 / Math.max(Threshold.probability(highest), last.probability());
  }

  /** Spans of a trace mostly share their tracestate. */
  private long threshold(Span span) {
    String header = span.traceState();
    if (header == null || header.isEmpty()) {
      return 0;
    }
    if (!header.equals(lastHeader)) {
      lastThreshold = OtelTraceState.parse(header).threshold();
      lastHeader = header;
    }
    return lastThreshold;
  }
}
