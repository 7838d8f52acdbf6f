// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills the process again and again under load, some times with its disk, and compares everything
 * that was committed with what was sent. Set the system property {@code traceweir.seed} to repeat a
 * run.
 */
class KillIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int PARTITIONS = 3;
  private static final int TRACES = 500;
  private static final Duration TRAFFIC = Duration.ofSeconds(25);
  private static final int KILLS = 7;
  private static final Set<Integer> WITH_ITS_DISK = Set.of(3, 6);

  @TempDir Path dir;
  private final long seed = Long.getLong("traceweir.seed", System.nanoTime());

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldLoseNothingAndRepeatNothingWhenKilled(Partitioning partitioning) throws Exception {
    System.out.println("traceweir.seed=" + seed);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0, quick())) {
      kafka.createTopic("otlp_spans", PARTITIONS, Map.of());
      kafka.createTopic("otlp_logs", PARTITIONS, Map.of());
      var traffic =
          new KnownTraffic(seed, partitioning, PARTITIONS, System.currentTimeMillis() + 2000)
              .traces(TRACES, TRAFFIC);
      CompletableFuture<Void> sent = new Sender(kafka.bootstrapServers()).start(traffic.records());

      PipelineProcess pipeline = survivorOfKills(kafka, partitioning);
      sent.join();
      try (var outputs = new Outputs(kafka.bootstrapServers())) {
        verify(pipeline, new Comparison(traffic, outputs));
      }
    }
  }

  private static void verify(PipelineProcess pipeline, Comparison comparison) throws Exception {
    try {
      await()
          .atMost(PATIENCE)
          .pollInSameThread()
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(comparison::assertNothingMissing);
      assertThat(pipeline.runsFor(Duration.ZERO)).isTrue();
    } catch (Throwable e) {
      System.out.println(pipeline.log());
      throw e;
    } finally {
      pipeline.stop();
    }
    comparison.assertEqual();
  }

  /** Transactions whose owner is dead are found soon. */
  private static Properties quick() {
    var properties = new Properties();
    properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    return properties;
  }

  private PipelineProcess survivorOfKills(EmbeddedKafka kafka, Partitioning partitioning)
      throws Exception {
    var random = new Random(seed);
    Path state = dir.resolve("state");
    PipelineProcess pipeline = start(kafka, state, partitioning);
    for (int kill = 1; kill <= KILLS; kill++) {
      if (!pipeline.runsFor(Duration.ofMillis(1000 + random.nextInt(5000)))) {
        throw new AssertionError("the pipeline stopped by itself; it said:\n" + pipeline.log());
      }
      pipeline.kill();
      if (WITH_ITS_DISK.contains(kill)) {
        delete(state);
      }
      pipeline = start(kafka, state, partitioning);
    }
    return pipeline;
  }

  private PipelineProcess start(EmbeddedKafka kafka, Path state, Partitioning partitioning) {
    return PipelineProcess.start(
        kafka.bootstrapServers(), state, partitioning, dir.resolve("pipeline.log"));
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
