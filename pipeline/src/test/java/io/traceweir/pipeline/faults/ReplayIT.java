// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.Outputs;
import io.traceweir.pipeline.Pipeline;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A worker dies with much that waits. While its successor reads that again, another instance joins
 * and takes some of its tasks away.
 */
class ReplayIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int TRACES = Extent.of(1_500, 6_000);
  private static final int ROUNDS = Extent.of(1, 5);
  private static final Duration OVER = Duration.ofSeconds(8);

  /** Nothing is due while it is written. */
  private static final Setup.Waits WAITS =
      new Setup.Waits(Duration.ofSeconds(20), Duration.ofSeconds(12), Duration.ofMillis(200));

  @RegisterExtension static final QuickBroker KAFKA = new QuickBroker();

  @TempDir Path dir;
  private final long seed = Extent.seed("ReplayIT");
  private final Random random = new Random(seed);

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "ANY, EXACTLY_ONCE",
    "TRACE_ID, EXACTLY_ONCE",
    "ANY, AT_LEAST_ONCE",
    "TRACE_ID, AT_LEAST_ONCE"
  })
  void shouldSurviveARevocationInTheMiddleOfAReplay(Partitioning partitioning, Guarantee guarantee)
      throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      // Small batches and fetches make a long replay of little data.
      Setup setup =
          Setup.of(
                  KAFKA.bootstrapServers(),
                  "replay-" + partitioning + "-" + guarantee + "-" + round,
                  partitioning,
                  guarantee)
              .with(WAITS)
              .with("producer.batch.size", "1000")
              .with("consumer.fetch.max.bytes", "2000")
              .with("consumer.max.partition.fetch.bytes", "2000");
      setup.createInputs();
      revoke(setup, round);
    }
  }

  private void revoke(Setup setup, int round) throws Exception {
    var traffic =
        new KnownTraffic(seed + round, setup, System.currentTimeMillis() - OVER.toMillis());
    Path other = dir.resolve("other-" + round);
    try (var workers = new Workers(setup, dir, true);
        Outputs outputs = setup.outputs()) {
      try {
        workers.start(1);
        workers.awaitReady(1);
        new Sender(setup.bootstrapServers()).send(traffic.next(TRACES, OVER));
        try (Admin admin = setup.admin()) {
          eventually().until(() -> isAllRead(admin, setup));
          workers.kill(1);
          workers.start(1);
          eventually().until(() -> hasTasks(admin, setup));
        }
        workers.runFor(Duration.ofMillis(random.nextInt(1000)));
        var registry = new SimpleMeterRegistry();
        try (Pipeline joins = Pipeline.start(setup.settings(other), registry, PATIENCE)) {
          var comparison = new Comparison(traffic, outputs);
          eventually().untilAsserted(comparison::assertNothingMissing);
          assertThat(joins.failure()).isNull();
          workers.stopAll();
          System.out.println(setup.name() + ": " + comparison.findings());
          comparison.assertKeeps(setup.guarantee());
        }
      } catch (Throwable e) {
        workers.printLogs();
        throw e;
      }
    }
  }

  private static ConditionFactory eventually() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).pollInSameThread();
  }

  private static boolean isAllRead(Admin admin, Setup setup)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(setup.name()).partitionsToOffsetAndMetadata().get();
    var inputs =
        committed.keySet().stream().filter(p -> p.topic().startsWith(setup.inputs() + "-otlp"));
    var ends =
        admin
            .listOffsets(inputs.collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
            .all()
            .get();
    return ends.entrySet().stream()
        .allMatch(e -> offset(committed.get(e.getKey())) >= e.getValue().offset());
  }

  private static long offset(@Nullable OffsetAndMetadata committed) {
    return committed == null ? -1 : committed.offset();
  }

  private static boolean hasTasks(Admin admin, Setup setup)
      throws ExecutionException, InterruptedException {
    ConsumerGroupDescription group =
        admin.describeConsumerGroups(List.of(setup.name())).all().get().get(setup.name());
    return group != null
        && group.members().stream().anyMatch(m -> !m.assignment().topicPartitions().isEmpty());
  }
}
