// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import io.traceweir.pipeline.Outputs;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.testkit.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One pipeline among several on the same broker: its name is in front of all names of topics.
 *
 * @param inputs what is in front of the names of the input topics
 * @param name of the application, and in front of the names of its outputs
 * @param waits in data time
 * @param rules that decide
 * @param properties of Kafka's clients
 */
record Setup(
    String bootstrapServers,
    String inputs,
    String name,
    Partitioning partitioning,
    Guarantee guarantee,
    Waits waits,
    String rules,
    Map<String, String> properties) {
  static final int PARTITIONS = 3;

  /** Groups notice soon who is dead, and transactions do not outlive their owner by much. */
  private static final Map<String, String> QUICK =
      Map.of(
          "consumer.session.timeout.ms", "6000",
          "consumer.heartbeat.interval.ms", "1000",
          "producer.transaction.timeout.ms", "5000");

  /** How long traces wait, and how often is committed. */
  record Waits(Duration decision, Duration afterRoot, Duration commit) {
    static final Waits QUICK =
        new Waits(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(200));
  }

  static Setup of(
      String bootstrapServers, String name, Partitioning partitioning, Guarantee guarantee) {
    return new Setup(
        bootstrapServers,
        name,
        name,
        partitioning,
        guarantee,
        Waits.QUICK,
        QuickSettings.RULES,
        QUICK);
  }

  Setup with(Waits other) {
    return new Setup(
        bootstrapServers, inputs, name, partitioning, guarantee, other, rules, properties);
  }

  Setup withRules(String other) {
    return new Setup(
        bootstrapServers, inputs, name, partitioning, guarantee, waits, other, properties);
  }

  Setup with(String key, String value) {
    Map<String, String> more = new HashMap<>(properties);
    more.put(key, value);
    return new Setup(bootstrapServers, inputs, name, partitioning, guarantee, waits, rules, more);
  }

  /** Another application that reads the same. */
  Setup beside(String other) {
    return new Setup(
        bootstrapServers, inputs, other, partitioning, guarantee, waits, rules, properties);
  }

  String spans() {
    return inputs + "-otlp_spans";
  }

  String logs() {
    return inputs + "-otlp_logs";
  }

  String fragments() {
    return output("fragments");
  }

  private String output(String topic) {
    return name + "-" + topic;
  }

  /** Everything that came out of it. */
  Outputs outputs() {
    return new Outputs(bootstrapServers, output(""), guarantee);
  }

  PipelineSettings settings(Path stateDir) {
    PipelineSettings s = QuickSettings.of(bootstrapServers, stateDir, partitioning);
    var own =
        new PipelineSettings(
            kafka(s.kafka()),
            input(s.input()),
            fragments(s),
            s.traces(),
            s.sampling(),
            output(s.output()),
            metrics(s.metrics()));
    return QuickSettings.waiting(
        QuickSettings.withRules(own, rules),
        waits.decision,
        waits.afterRoot,
        s.traces().maxSourceSkew());
  }

  private PipelineSettings.Kafka kafka(PipelineSettings.Kafka k) {
    return new PipelineSettings.Kafka(
        k.bootstrapServers(), name, guarantee, waits.commit, k.threads(), k.stateDir(), properties);
  }

  private PipelineSettings.Input input(PipelineSettings.Input i) {
    return new PipelineSettings.Input(
        List.of(spans()),
        List.of(logs()),
        i.encoding(),
        partitioning,
        i.startFrom(),
        i.maxFuture());
  }

  private PipelineSettings.Fragments fragments(PipelineSettings s) {
    return new PipelineSettings.Fragments(
        fragments(), s.fragments().partitions(), s.fragments().retention());
  }

  private PipelineSettings.Output output(PipelineSettings.Output o) {
    return new PipelineSettings.Output(
        output(o.spans()),
        output(o.logs()),
        output(o.decisions()),
        output(o.deadLetters()),
        o.encoding(),
        o.logsWithoutTrace());
  }

  private PipelineSettings.Metrics metrics(PipelineSettings.Metrics m) {
    return new PipelineSettings.Metrics(
        output(m.spanMetricsTopic()),
        output(m.serviceGraphTopic()),
        m.interval(),
        m.cumulative(),
        m.series());
  }

  /** Data may be old, or ahead of time. */
  void createInputs() {
    Map<String, String> any =
        Map.of("retention.ms", "-1", "message.timestamp.after.max.ms", "" + Long.MAX_VALUE);
    try (Admin admin = admin()) {
      EmbeddedKafka.createTopics(
          admin,
          List.of(
              new NewTopic(spans(), PARTITIONS, (short) 1).configs(any),
              new NewTopic(logs(), PARTITIONS, (short) 1).configs(any)));
    }
  }

  Admin admin() {
    return Admin.create(
        Collections.singletonMap(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }
}
