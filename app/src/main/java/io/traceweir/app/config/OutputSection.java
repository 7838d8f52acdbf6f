// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import java.util.List;
import java.util.Map;

/** {@code output:} the topics that others read. */
final class OutputSection {

  private enum Action {
    FORWARD,
    DROP
  }

  private final Key<Encoding> encoding;
  private final Key<String> spans;
  private final Key<String> logs;
  private final Key<Action> logsWithoutTrace;
  private final Key<Severity> minSeverity;
  private final Key<String> decisions;
  private final Key<String> deadLetters;

  OutputSection(Declarations d) {
    d.section("output", "The topics that others read.");
    encoding =
        d.key(
            "output.encoding",
            ValueTypes.constant(Encoding.class),
            "otlp_proto",
            "How kept spans, kept logs and decisions are written.");
    spans =
        d.key("output.spans", KafkaTypes.TOPIC_NAME, "otlp_spans_kept", "Spans of kept traces.");
    logs =
        d.key(
            "output.logs",
            KafkaTypes.TOPIC_NAME,
            "otlp_logs_kept",
            "Log records of kept traces, and those without a trace. Unused without `input.logs`.");
    logsWithoutTrace =
        d.key(
            "output.logs_without_trace.action",
            ValueTypes.constant(Action.class),
            "forward",
            "What happens to log records without a trace id.");
    minSeverity =
        d.key(
            "output.logs_without_trace.min_severity",
            ValueTypes.constant(Severity.class, Severity::name),
            "INFO",
            "Those below are dropped.");
    decisions =
        d.key(
            "output.decisions.topic",
            KafkaTypes.TOPIC_NAME,
            "otlp_decisions",
            "Why each trace was kept or dropped, as OTLP events.");
    deadLetters =
        d.key(
            "output.dead_letters.topic",
            KafkaTypes.TOPIC_NAME,
            "otlp_dead_letters",
            "What could not be understood, with the reason in headers.");
    d.onlyWith("output.records", "trace", "there is one record per trace");
    d.onlyWith(
        "output.logs_of_dropped_traces.min_severity", "off", "logs share the fate of their trace");
    d.onlyWith("output.decisions.dropped", "all", "every decision is written");
    d.onlyWith("output.decisions.detail", "short", "there is one form of decisions");
    d.onlyWith("output.dead_letters.payload", "truncate", "a payload is cut where it is too large");
  }

  void topics(Values values, Map<Key<?>, List<String>> topics) {
    for (Key<String> key : List.of(spans, logs, decisions, deadLetters)) {
      values.optional(key).ifPresent(name -> topics.put(key, List.of(name)));
    }
  }

  PipelineSettings.Output settings(Values values) {
    return new PipelineSettings.Output(
        values.get(spans),
        values.get(logs),
        values.get(decisions),
        values.get(deadLetters),
        values.get(encoding),
        new PipelineSettings.LogsWithoutTrace(
            values.get(logsWithoutTrace) == Action.FORWARD, values.get(minSeverity).number()));
  }
}
