// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.Outputs;
import io.traceweir.pipeline.Pipeline;
import io.traceweir.pipeline.PipelineException;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reading the log again takes longer than a consumer may stay away from its group, and longer than
 * a transaction may take. It is stopped in its middle once, too.
 */
class SlowReplayIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int MOST_MILLIS = 2_000;
  private static final Setup.Waits WAITS =
      new Setup.Waits(Duration.ofSeconds(12), Duration.ofSeconds(8), Duration.ofMillis(200));

  @TempDir Path dir;
  private final long seed = Extent.seed("SlowReplayIT");

  /** One mode is enough here: what waits for its task is the same code in both. */
  @Test
  void shouldNotBeFencedAndStayExact() throws Exception {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(dir.resolve("kafka"), 0, QuickBroker.settings())) {
      Setup setup =
          Setup.of(
                  kafka.bootstrapServers(),
                  "slow",
                  Partitioning.TRACE_ID,
                  PipelineSettings.Guarantee.EXACTLY_ONCE)
              .with(WAITS);
      setup.createInputs();
      try (Outputs outputs = setup.outputs()) {
        play(kafka, setup, outputs);
      }
    }
  }

  private void play(EmbeddedKafka kafka, Setup setup, Outputs outputs) throws Exception {
    // It lies behind: all of it is read at once, and most of it waits for its root.
    var traffic = new KnownTraffic(seed, setup, System.currentTimeMillis());
    var records = traffic.next(360, Duration.ofSeconds(4));
    var comparison = new Comparison(traffic, outputs);
    PipelineSettings settings = setup.settings(dir.resolve("state"));
    try (Pipeline pipeline = start(settings, new SimpleMeterRegistry())) {
      new Sender(kafka.bootstrapServers()).send(records);
      await().atMost(PATIENCE).until(() -> isCommitted(kafka, settings));
      assertThat(pipeline.failure()).isNull();
    }
    assertThat(outputs.decisions().size()).isLessThan(traffic.traces().size());

    PipelineSettings slow = slowly(setup).settings(dir.resolve("state"));
    try (Pipeline stopped = start(slow, new SimpleMeterRegistry())) {
      await().atMost(PATIENCE).until(() -> stopped.state().equals("RUNNING"));
      assertThat(stopped.isReady()).isFalse();
    }
    var registry = new SimpleMeterRegistry();
    try (Pipeline pipeline = start(slow, registry)) {
      await().atMost(PATIENCE).pollInSameThread().untilAsserted(comparison::assertNothingMissing);
      assertThat(pipeline.isReady()).isTrue();
      assertThat(pipeline.failure()).isNull();
      comparison.assertEqual();
      var replay = registry.get("traceweir.replay").timer();
      assertThat(replay.max(TimeUnit.MILLISECONDS)).isGreaterThan(2.0 * MOST_MILLIS);
      assertThat(replay.count()).isEqualTo(Setup.PARTITIONS); // nobody had to begin again
    }
  }

  private static Pipeline start(PipelineSettings s, SimpleMeterRegistry registry)
      throws PipelineException {
    return Pipeline.start(s, registry, Duration.ofSeconds(20));
  }

  /** Is the log, as it is now, behind the group? Then traces wait in the buffer. */
  private static boolean isCommitted(EmbeddedKafka kafka, PipelineSettings s) throws Exception {
    try (var admin = kafka.admin()) {
      var committed =
          admin
              .listConsumerGroupOffsets(s.kafka().applicationId())
              .partitionsToOffsetAndMetadata()
              .get();
      List<String> topics = s.inputTopics();
      long sum =
          committed.entrySet().stream()
              .filter(e -> topics.contains(e.getKey().topic()))
              .mapToLong(e -> e.getValue().offset())
              .sum();
      long ends = 0;
      for (var p : committed.keySet()) {
        if (topics.contains(p.topic())) {
          ends +=
              admin
                  .listOffsets(Map.of(p, org.apache.kafka.clients.admin.OffsetSpec.latest()))
                  .partitionResult(p)
                  .get()
                  .offset();
        }
      }
      return ends > 0 && sum == ends;
    }
  }

  /** Each fetch takes its time, and brings little. */
  private static Setup slowly(Setup setup) {
    return setup
        .with("consumer.fetch.min.bytes", "50000000")
        .with("consumer.fetch.max.wait.ms", "1500")
        .with("consumer.max.partition.fetch.bytes", "1500")
        .with("consumer.max.poll.interval.ms", Integer.toString(MOST_MILLIS))
        .with("consumer.session.timeout.ms", "2000")
        .with("consumer.heartbeat.interval.ms", "500")
        .with("producer.transaction.timeout.ms", Integer.toString(MOST_MILLIS));
  }
}
