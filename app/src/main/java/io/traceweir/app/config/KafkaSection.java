// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.yaml.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code kafka:} how to reach the brokers and how the stream threads run. */
final class KafkaSection {

  /** Kafka settings that have a key of their own here, which would silently win. */
  private static final Map<String, String> OWNED = new LinkedHashMap<>();

  /** Of Kafka Streams; one that goes on after an exception would break the guarantees. */
  private static final List<String> HANDLERS =
      List.of(
          "processing.exception.handler",
          "production.exception.handler",
          "default.production.exception.handler",
          "deserialization.exception.handler",
          "default.deserialization.exception.handler",
          "processor.wrapper.class");

  static {
    OWNED.put("bootstrap.servers", "kafka.bootstrap_servers");
    OWNED.put("application.id", "kafka.application_id");
    OWNED.put("processing.guarantee", "kafka.guarantee");
    OWNED.put("commit.interval.ms", "kafka.commit_interval");
    OWNED.put("num.stream.threads", "kafka.threads");
    OWNED.put("state.dir", "kafka.state_dir");
    OWNED.put("auto.offset.reset", "input.start_from");
    for (String handler : HANDLERS) {
      OWNED.put(handler, "Traceweir, as nothing may swallow an exception in the middle of a tick");
    }
  }

  private final Key<String> bootstrapServers;
  private final Key<String> applicationId;
  private final Key<Guarantee> guarantee;
  private final Key<Duration> commitInterval;
  private final Key<Integer> threads;
  private final Key<String> stateDir;
  private final Key<Map<String, String>> properties;

  KafkaSection(Declarations d) {
    d.section("kafka", "How to reach Kafka, and how the stream threads run.");
    bootstrapServers =
        d.required(
            "kafka.bootstrap_servers",
            KafkaTypes.BOOTSTRAP_SERVERS,
            "Brokers to begin with, `host:port`, separated by commas.");
    applicationId =
        d.key(
            "kafka.application_id",
            KafkaTypes.APPLICATION_ID,
            "traceweir",
            "Consumer group, and the prefix of transactional ids and internal topics: all instances"
                + " that share the work share this name.");
    guarantee =
        d.key(
            "kafka.guarantee",
            ValueTypes.constant(Guarantee.class),
            "exactly_once",
            "`exactly_once`: no trace lost, none decided twice, counters exact. `at_least_once`: none"
                + " lost, some decided twice after a crash.");
    commitInterval =
        d.key(
            "kafka.commit_interval",
            ValueTypes.DURATION_ABOVE_ZERO,
            "1s",
            "Time between commits. Under `exactly_once` it adds to the latency of the output, twice"
                + " with `input.partitioning: any`.");
    threads =
        d.key(
            "kafka.threads",
            KafkaTypes.THREADS,
            "auto",
            "Stream threads of this process; `auto` is one per processor.");
    stateDir =
        d.key(
            "kafka.state_dir",
            ValueTypes.TEXT,
            "traceweir-state",
            "Folder of the decision memory, relative to the working directory. On a volume that"
                + " outlives the process a restart is faster.");
    properties =
        d.key(
            "kafka.properties",
            KafkaTypes.PROPERTIES,
            "{}",
            "Settings for Kafka Streams and its clients, verbatim, such as `security.protocol`; with"
                + " `consumer.` or `producer.` in front for one kind of client.");
    d.onlyWith("kafka.group_protocol", "classic", "Kafka Streams' classic protocol is used");
  }

  /** Empty when it is wrong, which has been said then. */
  Optional<String> applicationId(Values values) {
    return values.optional(applicationId);
  }

  void check(Values values, Problems problems) {
    values
        .optional(properties)
        .ifPresent(
            written ->
                written.keySet().stream()
                    .filter(OWNED::containsKey)
                    .forEach(
                        name ->
                            problems.add(
                                values.node(properties),
                                name
                                    + " is set by "
                                    + OWNED.get(name)
                                    + ", not in kafka.properties")));
  }

  PipelineSettings.Kafka settings(Values values) {
    int wanted = values.get(threads);
    return new PipelineSettings.Kafka(
        values.get(bootstrapServers),
        values.get(applicationId),
        values.get(guarantee),
        values.get(commitInterval),
        wanted == 0 ? Runtime.getRuntime().availableProcessors() : wanted,
        Path.of(values.get(stateDir)).toAbsolutePath(),
        values.get(properties));
  }
}
