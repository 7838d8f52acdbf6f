// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Measures how long nothing is decided after kill -9, when the process is started again at once:
 * from the kill until a reader of committed records has the first decision written afterwards.
 * Timeouts and waits are those of production; figures go to docs/guarantees.md.
 */
@EnabledIfSystemProperty(named = Extent.PROPERTY, matches = "true", disabledReason = "measures")
class CrashGapIT {
  private static final int KILLS = 5;
  private static final Duration STEADY = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Traceweir's defaults. */
  private static final Setup.Waits WAITS =
      new Setup.Waits(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(1));

  @TempDir Path dir;
  private final long seed = Extent.seed("CrashGapIT");

  /** Whether a worker that returns is taken for the one that went, and finds its disk. */
  enum Membership {
    DYNAMIC(false, true),
    STATIC(true, false),
    STATIC_WITH_KEPT_VOLUME(true, true);

    final boolean fixedMember;
    final boolean keptVolume;

    Membership(boolean fixedMember, boolean keptVolume) {
      this.fixedMember = fixedMember;
      this.keptVolume = keptVolume;
    }
  }

  @ParameterizedTest
  @EnumSource(Membership.class)
  void measuresTheGapAfterAKill(Membership membership) throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(dir.resolve("kafka"), asByDefault())) {
      String name = "gap-" + membership;
      Setup quick =
          Setup.of(kafka.bootstrapServers(), name, Partitioning.ANY, Guarantee.EXACTLY_ONCE);
      Setup setup =
          new Setup(
              quick.bootstrapServers(),
              name,
              name,
              quick.partitioning(),
              quick.guarantee(),
              WAITS,
              quick.rules(),
              Map.of());
      List<Long> gaps = new ArrayList<>();
      var scene = new LiveScene(setup, seed, dir);
      if (membership.fixedMember) {
        scene.withFixedMembers();
      }
      scene.play(workers -> killAndMeasure(setup, workers, membership, gaps));
      gaps.sort(null);
      System.out.println(
          name + ": median " + gaps.get(KILLS / 2) + " ms, worst " + gaps.get(KILLS - 1) + " ms");
      assertThat(gaps).hasSize(KILLS);
    }
  }

  /** The test broker starts groups without a delay. */
  private static Properties asByDefault() {
    var properties = new Properties();
    properties.setProperty("group.initial.rebalance.delay.ms", "3000");
    return properties;
  }

  private static void killAndMeasure(
      Setup setup, Workers workers, Membership membership, List<Long> gaps) throws Exception {
    workers.start(1);
    workers.awaitReady(1);
    try (var decisions = reader(setup)) {
      awaitDecisionAfter(decisions, System.currentTimeMillis());
      for (int kill = 0; kill < KILLS; kill++) {
        workers.runFor(STEADY);
        workers.kill(1);
        long killed = System.currentTimeMillis();
        if (!membership.keptVolume) {
          workers.loseState(1);
        }
        workers.start(1);
        awaitDecisionAfter(decisions, killed);
        gaps.add(System.currentTimeMillis() - killed);
      }
    }
  }

  /** Until one is read that the broker got after this moment. */
  private static void awaitDecisionAfter(KafkaConsumer<byte[], byte[]> decisions, long millis) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      for (var record : decisions.poll(Duration.ofMillis(20))) {
        if (record.timestamp() > millis) {
          return;
        }
      }
    }
    throw new AssertionError("nothing was decided for " + PATIENCE);
  }

  private static KafkaConsumer<byte[], byte[]> reader(Setup setup) {
    var bytes = new ByteArrayDeserializer();
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            setup.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            20);
    var reader = new KafkaConsumer<>(config, bytes, bytes);
    String topic = setup.name() + "-otlp_decisions";
    reader.assign(
        reader.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList());
    return reader;
  }
}
