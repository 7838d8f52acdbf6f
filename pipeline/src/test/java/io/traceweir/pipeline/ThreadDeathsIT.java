// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadDeathsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** No gate helps when a topic is made smaller while the pipeline runs. */
  @Test
  void shouldGiveUpAtARecordThatCannotBePassedAndNameIt(@TempDir Path state) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        var topics = new TestTopics(kafka.bootstrapServers())) {
      kafka.createTopic("otlp_spans", 1, Map.of());
      kafka.createTopic("otlp_logs", 1, Map.of());
      // Kafka Streams leaves no group when a thread dies: the next one waits for this long.
      Map<String, String> quick = Map.of("consumer.session.timeout.ms", "6000");
      PipelineSettings settings =
          QuickSettings.with(QuickSettings.of(kafka.bootstrapServers(), state), quick);
      try (Pipeline pipeline =
          Pipeline.start(settings, new SimpleMeterRegistry(), Duration.ofSeconds(20))) {
        topics.send(failed("first"));
        topics.decisions(1, PATIENCE);

        shrink(kafka, "otlp_decisions");
        topics.send(failed("second"));

        assertThat(pipeline.awaitStopped(PATIENCE)).isTrue();
        assertThat(pipeline.failure())
            .isInstanceOf(PipelineException.class)
            .hasMessageContaining("again and again of one trouble")
            .hasMessageContaining("near topic traceweir_fragments partition ")
            .hasMessageContaining("(RecordTooLargeException when writing to otlp_decisions)");
        assertThat(pipeline.isLive()).isFalse();
      }
    }
  }

  private static TraceBuilder failed(String seed) {
    return Traces.trace(seed)
        .at(Duration.ofMillis(System.currentTimeMillis()))
        .root("GET /")
        .service("shop")
        .error();
  }

  private static void shrink(EmbeddedKafka kafka, String topic) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var tiny = new ConfigEntry("max.message.bytes", "150"); // a transaction's marker fits
    try (var admin = kafka.admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(resource, List.of(new AlterConfigOp(tiny, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }
}
