// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import java.util.Locale;

/** Topics by what they are for. */
public enum TopicGroup {
  INPUT,
  FRAGMENTS,
  CHANGELOGS,
  PARTIALS,
  KEPT,
  DECISIONS,
  METRICS,
  /** Offsets and transactions, and whatever else the broker notes down. */
  BROKER;

  /** Where a topic of the benchmark belongs. */
  public static TopicGroup of(String topic) {
    if (topic.endsWith("-changelog")) {
      return CHANGELOGS;
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
    if (topic.startsWith("otlp_metrics")) {
      return METRICS;
    }
    return switch (topic) {
      case "otlp_spans", "otlp_logs" -> INPUT;
      case "otlp_decisions", "otlp_dead_letters" -> DECISIONS;
      default -> BROKER;
    };
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
