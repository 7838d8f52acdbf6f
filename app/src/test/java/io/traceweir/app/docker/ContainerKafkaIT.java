// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.traceweir.app.config.Configuration;
import io.traceweir.pipeline.ClusterTopics;
import io.traceweir.pipeline.Pipeline;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.TopicPlan;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;

/** The main job on a Kafka that is not ours: the one of the official image. */
@EnabledWithContainers
class ContainerKafkaIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path dir;

  @Test
  void shouldDecideTracesOnAKafkaInAContainer() throws Exception {
    try (var kafka = new KafkaContainer("apache/kafka-native:4.0.0")) {
      kafka.start();
      PipelineSettings settings = settings(kafka.getBootstrapServers());
      createTopics(settings);
      TraceBuilder failed = Traces.trace("a").root("GET /").service("shop").child("db").error();
      TraceBuilder fine = Traces.trace("b").root("GET /").service("shop").child("db");

      try (Pipeline pipeline = Pipeline.start(settings, new SimpleMeterRegistry(), PATIENCE)) {
        send(kafka.getBootstrapServers(), List.of(failed, fine));

        assertThat(outcomes(kafka.getBootstrapServers(), 2))
            .containsEntry(failed.traceId(), "kept")
            .containsEntry(fine.traceId(), "dropped");
        assertThat(pipeline.failure()).isNull();
      }
    }
  }

  private PipelineSettings settings(String bootstrapServers) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("traceweir.yaml"),
            """
            kafka: { bootstrap_servers: '%s', state_dir: '%s', commit_interval: 200ms }
            input: { spans: otlp_spans, start_from: earliest }
            fragments: { partitions: 2 }
            traces: { decision_wait: 5s, decision_wait_after_root_received: 1s }
            sampling:
              rules:
                - { name: errors, when: trace.error, keep: 100%% }
                - { name: rest, keep: 0%% }
            """
                .formatted(bootstrapServers, dir.resolve("state")));
    return Configuration.load(file, Map.of()).pipeline();
  }

  private static void createTopics(PipelineSettings settings) throws Exception {
    try (ClusterTopics cluster = ClusterTopics.connect(settings.kafka(), PATIENCE)) {
      for (TopicPlan topic : TopicPlan.of(settings)) {
        cluster.create(topic);
      }
    }
  }

  private static void send(String bootstrapServers, List<TraceBuilder> traces) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (TraceBuilder trace : traces) {
        producer.send(new ProducerRecord<>("otlp_spans", trace.request().toByteArray())).get();
      }
    }
  }

  private static Map<String, String> outcomes(String bootstrapServers, int count) {
    Map<String, String> outcomes = new TreeMap<>();
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "group.id",
            "reader",
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("otlp_decisions"));
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                  read(record.value(), outcomes);
                }
                return outcomes.size() >= count;
              });
    }
    return outcomes;
  }

  private static void read(byte[] value, Map<String, String> outcomes) throws Exception {
    for (var resource : ExportLogsServiceRequest.parseFrom(value).getResourceLogsList()) {
      for (var scope : resource.getScopeLogsList()) {
        for (var decision : scope.getLogRecordsList()) {
          for (KeyValue a : decision.getAttributesList()) {
            if (a.getKey().equals("traceweir.outcome")) {
              String id = java.util.HexFormat.of().formatHex(decision.getTraceId().toByteArray());
              outcomes.put(id, a.getValue().getStringValue());
            }
          }
        }
      }
    }
  }
}
