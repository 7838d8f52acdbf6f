// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The broker goes away under load, in three ways: it is killed, stopped and started, and it stands
 * still with its connections open, which clients find out by their timeouts only.
 *
 * <p>A transaction that ends while one of its partitions has no leader never ends there: brokers of
 * Kafka 4 take the partition for a deleted one and leave its marker out. A broker that is all alone
 * has no leader from when it is fenced until it is back. So that the pipeline is what is tested, it
 * is fenced at once after a kill and not at all otherwise, and transactions outlive that.
 */
class BrokerIT {
  private static final int RESTARTS = Extent.of(1, 5);
  private static final int KILLS = Extent.of(0, 5);
  private static final Duration AWAY = Extent.of(Duration.ofSeconds(15), Duration.ofMinutes(1));
  private static final Duration BETWEEN = Extent.of(Duration.ofSeconds(2), Duration.ofSeconds(8));

  private static final String FENCED_AFTER_MILLIS = "broker.session.timeout.ms";
  private static final String NEVER = "600000";

  @TempDir Path dir;
  private final long seed = Extent.seed("BrokerIT");

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldWaitForABrokerThatIsAwayAndLoseNothing(Partitioning partitioning) throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(dir.resolve("kafka"), QuickBroker.settings())) {
      Setup setup =
          Setup.of(
                  kafka.bootstrapServers(),
                  "broker-" + partitioning,
                  partitioning,
                  Guarantee.EXACTLY_ONCE)
              .with("producer.transaction.timeout.ms", "60000");
      new LiveScene(setup, seed, dir)
          .withFixedMembers()
          .play(workers -> goAwayAndComeBack(kafka, workers));
    }
  }

  private static void goAwayAndComeBack(KafkaProcess kafka, Workers workers) throws Exception {
    workers.start(1);
    workers.awaitReady(1);
    workers.runFor(BETWEEN);
    for (int kill = 0; kill < KILLS; kill++) {
      kafka.with(FENCED_AFTER_MILLIS, "1000").kill();
      kafka.start();
      workers.runFor(BETWEEN);
    }
    for (int restart = 0; restart < RESTARTS; restart++) {
      kafka.with(FENCED_AFTER_MILLIS, NEVER).stop();
      kafka.start();
      workers.runFor(BETWEEN);
    }
    kafka.freeze();
    workers.runFor(AWAY);
    kafka.thaw();
    workers.runFor(BETWEEN);
  }
}
