// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exception while a tick is on its way out: kept spans have been sent, decisions have not. */
class TickFaultIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int FAULTS = 2;

  @TempDir Path dir;
  private final long seed = Long.getLong("traceweir.seed", System.nanoTime());

  @Test
  void shouldLoseNothingAndRepeatNothing() throws Exception {
    Partitioning partitioning = Partitioning.ANY;
    System.out.println("traceweir.seed=" + seed);
    var quick = new Properties();
    quick.setProperty("group.min.session.timeout.ms", "1000");
    FaultyPartitioner.FAULTS.set(0);
    FaultyPartitioner.FAULTS_LEFT.set(FAULTS);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0, quick)) {
      kafka.createTopic("otlp_spans", 1, Map.of());
      kafka.createTopic("otlp_logs", 1, Map.of());
      var traffic =
          new KnownTraffic(seed, partitioning, 1, System.currentTimeMillis() + 2_000)
              .traces(150, Duration.ofSeconds(8));
      CompletableFuture<Void> sent = new Sender(kafka.bootstrapServers()).start(traffic.records());
      try (Pipeline pipeline =
              Pipeline.start(
                  settings(kafka, partitioning),
                  new SimpleMeterRegistry(),
                  Duration.ofSeconds(20));
          var outputs = new Outputs(kafka.bootstrapServers())) {
        sent.join();
        var comparison = new Comparison(traffic, outputs);
        await().atMost(PATIENCE).pollInSameThread().untilAsserted(comparison::assertNothingMissing);
        assertThat(pipeline.failure()).isNull();
        comparison.assertEqual();
        assertThat(FaultyPartitioner.FAULTS).hasValue(FAULTS);
      }
    }
  }

  private PipelineSettings settings(EmbeddedKafka kafka, Partitioning partitioning) {
    return QuickSettings.with(
        QuickSettings.of(kafka.bootstrapServers(), dir.resolve("state"), partitioning),
        Map.of(
            "producer.partitioner.class",
            FaultyPartitioner.class.getName(),
            "consumer.session.timeout.ms",
            "2000",
            "consumer.heartbeat.interval.ms",
            "500"));
  }
}
