// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import java.util.Locale;

/** Topics by what they are for. */
public enum TopicGroup {
  INPUT,
  FRAGMENTS,
  /** The changelog of the decision memory. */
  DECISION_MEMORY,
  /** The changelog of the sums of each series. */
  SERIES,
  PARTIALS,
  KEPT,
  DECISIONS,
  METRICS,
  /** Offsets and transactions, and whatever else the broker notes down. */
  BROKER;

  /** Where a topic of the benchmark belongs; a run may have put its name in front. */
  public static TopicGroup of(String topic) {
    if (topic.endsWith("-decision-memory-changelog")) {
      return DECISION_MEMORY;
    }
    if (topic.endsWith("-series-changelog")) {
      return SERIES;
    }
    if (topic.endsWith("_fragments")) {
      return FRAGMENTS;
    }
    if (topic.endsWith("_partials")) {
      return PARTIALS;
    }
    if (topic.endsWith("_kept")) {
      return KEPT;
    }
    if (topic.contains("otlp_metrics")) {
      return METRICS;
    }
    if (topic.endsWith("otlp_decisions") || topic.endsWith("otlp_dead_letters")) {
      return DECISIONS;
    }
    return topic.equals("otlp_spans") || topic.equals("otlp_logs") ? INPUT : BROKER;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
