// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.testkit.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails when the rest of the pipeline is at work already. */
class PipelineStartIT {
  private static final String RULES =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100%, late_upgrade: true }
        - { name: rest, keep: 0% }
      """;

  private final Set<String> began = new HashSet<>();

  /** Its threads are there, but they do not start. */
  private final Blueprint stubborn =
      new Blueprint() {
        @Override
        KafkaStreams streams(
            Topology topology, Properties properties, KafkaClientSupplier clients) {
          return new KafkaStreams(topology, properties, clients) {
            @Override
            public synchronized void start() {
              began.addAll(own());
              throw new IllegalStateException("not today");
            }
          };
        }
      };

  /** Threads of pipelines that live now. */
  private static Set<String> own() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("traceweir-") || name.startsWith("topic-watch"))
        .collect(Collectors.toSet());
  }

  @Test
  void shouldLeaveNothingBehind(@TempDir Path state) {
    var registry = new SimpleMeterRegistry();
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopic("otlp_spans", 1, Map.of());
      kafka.createTopic("otlp_logs", 1, Map.of());
      PipelineSettings settings =
          QuickSettings.withRules(QuickSettings.of(kafka.bootstrapServers(), state), RULES);

      assertThatThrownBy(
              () -> Pipeline.start(settings, registry, Duration.ofSeconds(20), stubborn).close())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("not today");

      assertThat(began).contains("traceweir-silence", "topic-watch", "traceweir-recall");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(own()).doesNotContainAnyElementsOf(began));
      assertThat(registry.find("traceweir.topics.unsafe").gauge()).isNull();
      assertThat(registry.find("traceweir.transactions.hanging").gauge()).isNull();
    }
  }
}
