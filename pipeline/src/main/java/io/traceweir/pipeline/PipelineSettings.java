// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.rules.RuleSet;
import io.traceweir.series.MetricsSettings;
import io.traceweir.trace.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Everything the pipeline is told before it starts; the configuration file is read elsewhere. */
public record PipelineSettings(
    Kafka kafka,
    Input input,
    Fragments fragments,
    Traces traces,
    Sampling sampling,
    Output output,
    Metrics metrics) {

  /** The processing guarantee of Kafka Streams. */
  public enum Guarantee {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
  }

  /** How requests are written in the input topics. */
  public enum Encoding {
    OTLP_PROTO,
    OTLP_JSON
  }

  /** What the keys of the input topics promise. */
  public enum Partitioning {
    /** Nothing: requests are split by trace and written to the fragments topic. */
    ANY,
    /** All records of a trace are in the same partition number of every input topic. */
    TRACE_ID
  }

  /**
   * The cluster and how Kafka Streams works on it.
   *
   * @param applicationId consumer group, prefix of transactional ids and internal topics
   * @param commitInterval time between commits; under exactly-once the added output latency
   * @param threads stream threads in this process
   * @param stateDir folder of the decision memory; on a kept volume a restart is faster
   * @param properties verbatim Kafka settings, also with the prefixes {@code consumer.} and {@code
   *     producer.}
   */
  public record Kafka(
      String bootstrapServers,
      String applicationId,
      Guarantee guarantee,
      Duration commitInterval,
      int threads,
      Path stateDir,
      Map<String, String> properties) {
    public Kafka {
      properties = Map.copyOf(properties);
    }

    /** In Kafka's words, such as {@code SASL_SSL}. */
    public String securityProtocol() {
      return properties.getOrDefault("security.protocol", "PLAINTEXT");
    }
  }

  /** Where a group without committed offsets begins to read. */
  public sealed interface StartFrom {
    /** At the end: only what is written from now on. */
    record Latest() implements StartFrom {}

    /** At the first record that is still there. */
    record Earliest() implements StartFrom {}

    /** At the first record whose timestamp is this far back or less. */
    record Ago(Duration duration) implements StartFrom {}
  }

  /**
   * What is read.
   *
   * @param spans topics of spans, at least one
   * @param logs topics of logs, may be empty
   * @param maxFuture record timestamps are clamped to now plus this
   * @param partitioner how senders choose the partition of a key; of use with {@code TRACE_ID} only
   */
  public record Input(
      List<String> spans,
      List<String> logs,
      Encoding encoding,
      Partitioning partitioning,
      StartFrom startFrom,
      Duration maxFuture,
      KeyPartitioner partitioner) {
    public Input {
      spans = List.copyOf(spans);
      logs = List.copyOf(logs);
    }

    /** With keys as Collectors hash them by default. */
    public Input(
        List<String> spans,
        List<String> logs,
        Encoding encoding,
        Partitioning partitioning,
        StartFrom startFrom,
        Duration maxFuture) {
      this(spans, logs, encoding, partitioning, startFrom, maxFuture, KeyPartitioner.SARAMA_COMPAT);
    }
  }

  /** The topic between split and assemble; unused when the input is keyed by trace id. */
  public record Fragments(String topic, int partitions, Duration retention) {}

  /** What is kept of a kept trace beyond its limits, once one of them has decided it. */
  public enum AfterLimit {
    /** Failed spans, their ancestors, entry spans, and log records that are errors. */
    ESSENTIALS,
    /** Everything. */
    KEEP,
    /** Nothing. */
    DROP
  }

  /**
   * How long traces wait, how large they may become, how long they are remembered.
   *
   * @param decisionWait after the first fragment, on the data clock
   * @param decisionWaitAfterRoot after the root span arrived; zero switches the trigger off
   * @param logsOnlyWait how much longer than {@code decisionWait} logs wait for spans
   * @param limitSpans spans and log records of a trace that make it due at once
   * @param limitBytes bytes of a trace that make it due at once
   * @param memoryBytes budget of this process for waiting traces and remembered decisions
   * @param rememberDecisionsFor how long late fragments find the decision
   * @param rememberDuplicatesFor how long after the decision duplicates are recognised
   * @param maxSourceSkew how far a source may lag before it no longer holds the clock
   * @param idleWait after the newest fragment, on the data clock; zero switches the trigger off
   * @param afterLimit what is kept beyond the limits
   */
  public record Traces(
      Duration decisionWait,
      Duration decisionWaitAfterRoot,
      Duration logsOnlyWait,
      int limitSpans,
      long limitBytes,
      long memoryBytes,
      Duration rememberDecisionsFor,
      Duration rememberDuplicatesFor,
      Duration maxSourceSkew,
      Duration idleWait,
      AfterLimit afterLimit) {
    /** Without the trigger that ends a wait early, and essentials beyond the limits. */
    public Traces(
        Duration decisionWait,
        Duration decisionWaitAfterRoot,
        Duration logsOnlyWait,
        int limitSpans,
        long limitBytes,
        long memoryBytes,
        Duration rememberDecisionsFor,
        Duration rememberDuplicatesFor,
        Duration maxSourceSkew) {
      this(
          decisionWait,
          decisionWaitAfterRoot,
          logsOnlyWait,
          limitSpans,
          limitBytes,
          memoryBytes,
          rememberDecisionsFor,
          rememberDuplicatesFor,
          maxSourceSkew,
          Duration.ZERO,
          AfterLimit.ESSENTIALS);
    }
  }

  /**
   * The rules and where kept spans say which rule kept them.
   *
   * @param live may be exchanged while the pipeline runs
   */
  public record Sampling(LiveRules live, Annotation.Where annotate) {
    public Sampling(RuleSet rules, Annotation.Where annotate) {
      this(new LiveRules(rules), annotate);
    }

    /** Those that decide now. */
    public RuleSet rules() {
      return live.rules();
    }
  }

  /** What happens to log records that carry no trace id. */
  public record LogsWithoutTrace(boolean forward, int minSeverityNumber) {}

  /** Topics that others read. {@code logs} is unused when there are no input logs. */
  public record Output(
      String spans,
      String logs,
      String decisions,
      String deadLetters,
      Encoding encoding,
      LogsWithoutTrace logsWithoutTrace) {}

  /**
   * Span metrics and service graph.
   *
   * @param spanMetricsTopic topic of RED metrics
   * @param serviceGraphTopic topic of service dependency edges
   * @param interval of data time between two points of a series
   * @param cumulative or delta
   * @param series names, bounds, dimensions and limits
   */
  public record Metrics(
      String spanMetricsTopic,
      String serviceGraphTopic,
      Duration interval,
      boolean cumulative,
      MetricsSettings series) {}

  /** All input topics: spans first, then logs. */
  public List<String> inputTopics() {
    return java.util.stream.Stream.concat(input.spans().stream(), input.logs().stream()).toList();
  }
}
