// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.PipelineSettings.AfterLimit;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.rules.OtherFiles;
import io.traceweir.rules.RuleSet;
import io.traceweir.series.MetricsSettings;
import io.traceweir.trace.Annotation;
import io.traceweir.yaml.ProblemsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings with waits of seconds, for tests. */
public final class QuickSettings {
  public static final String RULES =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100% }
        - { name: slow, when: trace.duration >= 1s, keep: 100% }
        - { name: rest, keep: 0% }
      """;

  private QuickSettings() {}

  public static PipelineSettings of(String bootstrapServers, Path stateDir) {
    return of(bootstrapServers, stateDir, Partitioning.ANY);
  }

  public static PipelineSettings of(
      String bootstrapServers, Path stateDir, Partitioning partitioning) {
    return new PipelineSettings(
        new PipelineSettings.Kafka(
            bootstrapServers,
            "traceweir",
            Guarantee.EXACTLY_ONCE,
            Duration.ofMillis(200),
            1,
            stateDir,
            Map.of()),
        new PipelineSettings.Input(
            List.of("otlp_spans"),
            List.of("otlp_logs"),
            Encoding.OTLP_PROTO,
            partitioning,
            new PipelineSettings.StartFrom.Earliest(),
            Duration.ofMinutes(5)),
        new PipelineSettings.Fragments("traceweir_fragments", 3, Duration.ofHours(24)),
        new PipelineSettings.Traces(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            20_000,
            16 << 20,
            256L << 20,
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5)),
        new PipelineSettings.Sampling(rules(RULES), Annotation.Where.ROOT),
        new PipelineSettings.Output(
            "otlp_spans_kept",
            "otlp_logs_kept",
            "otlp_decisions",
            "otlp_dead_letters",
            Encoding.OTLP_PROTO,
            new PipelineSettings.LogsWithoutTrace(true, 9)),
        new PipelineSettings.Metrics(
            "otlp_metrics_spans",
            "otlp_metrics_service_graph",
            Duration.ofSeconds(2),
            true,
            MetricsSettings.DEFAULT));
  }

  public static PipelineSettings withRules(PipelineSettings s, String rules) {
    return withRules(s, rules(rules));
  }

  static PipelineSettings withRules(PipelineSettings s, RuleSet rules) {
    return new PipelineSettings(
        s.kafka(),
        s.input(),
        s.fragments(),
        s.traces(),
        new PipelineSettings.Sampling(rules, Annotation.Where.ROOT),
        s.output(),
        s.metrics());
  }

  public static PipelineSettings with(PipelineSettings s, PipelineSettings.Traces traces) {
    return new PipelineSettings(
        s.kafka(), s.input(), s.fragments(), traces, s.sampling(), s.output(), s.metrics());
  }

  public static PipelineSettings with(PipelineSettings s, PipelineSettings.Metrics metrics) {
    return new PipelineSettings(
        s.kafka(), s.input(), s.fragments(), s.traces(), s.sampling(), s.output(), metrics);
  }

  /** With another guarantee. */
  public static PipelineSettings with(PipelineSettings s, Guarantee guarantee) {
    PipelineSettings.Kafka k = s.kafka();
    return new PipelineSettings(
        new PipelineSettings.Kafka(
            k.bootstrapServers(),
            k.applicationId(),
            guarantee,
            k.commitInterval(),
            k.threads(),
            k.stateDir(),
            k.properties()),
        s.input(),
        s.fragments(),
        s.traces(),
        s.sampling(),
        s.output(),
        s.metrics());
  }

  /** With settings for Kafka's clients. */
  public static PipelineSettings with(PipelineSettings s, Map<String, String> properties) {
    PipelineSettings.Kafka k = s.kafka();
    return new PipelineSettings(
        new PipelineSettings.Kafka(
            k.bootstrapServers(),
            k.applicationId(),
            k.guarantee(),
            k.commitInterval(),
            k.threads(),
            k.stateDir(),
            properties),
        s.input(),
        s.fragments(),
        s.traces(),
        s.sampling(),
        s.output(),
        s.metrics());
  }

  /** With a limit of spans and log records, and what becomes of those beyond it. */
  static PipelineSettings limited(PipelineSettings s, int limitSpans, AfterLimit after) {
    PipelineSettings.Traces t = s.traces();
    return with(
        s,
        new PipelineSettings.Traces(
            t.decisionWait(),
            t.decisionWaitAfterRoot(),
            t.logsOnlyWait(),
            limitSpans,
            t.limitBytes(),
            t.memoryBytes(),
            t.rememberDecisionsFor(),
            t.rememberDuplicatesFor(),
            t.maxSourceSkew(),
            t.idleWait(),
            after));
  }

  /** For recorded traffic: sources never stop waiting for each other, however far apart. */
  static PipelineSettings forReplay(
      PipelineSettings s, Duration decisionWait, Duration decisionWaitAfterRoot) {
    return waiting(s, decisionWait, decisionWaitAfterRoot, Duration.ofDays(30));
  }

  /** With waits of its own. */
  public static PipelineSettings waiting(
      PipelineSettings s,
      Duration decisionWait,
      Duration decisionWaitAfterRoot,
      Duration maxSourceSkew) {
    PipelineSettings.Traces t = s.traces();
    return with(
        s,
        new PipelineSettings.Traces(
            decisionWait,
            decisionWaitAfterRoot,
            t.logsOnlyWait(),
            t.limitSpans(),
            t.limitBytes(),
            t.memoryBytes(),
            t.rememberDecisionsFor(),
            t.rememberDuplicatesFor(),
            maxSourceSkew));
  }

  public static RuleSet rules(String text) {
    return rules(text, Map.of());
  }

  /** With candidates by the names of their files. */
  public static RuleSet rules(String text, Map<String, String> candidates) {
    try {
      return RuleSet.parse(
          "rules.yaml",
          text,
          name -> new OtherFiles.Text(name, candidates.getOrDefault(name, "there is none")));
    } catch (ProblemsException e) {
      throw new IllegalArgumentException(e.problems().toString(), e);
    }
  }
}
