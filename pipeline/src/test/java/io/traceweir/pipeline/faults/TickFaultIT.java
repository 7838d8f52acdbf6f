// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads that die in the middle of a tick, with part of its outputs written. */
class TickFaultIT {
  private static final int TRACES = 900;
  private static final int ROUNDS = Extent.of(1, 5);

  /** One more for the same task, and the pipeline gives up. */
  private static final int FAULTS = Extent.of(2, 4);

  @RegisterExtension static final QuickBroker KAFKA = new QuickBroker();

  @TempDir Path dir;
  private final long seed = Extent.seed("TickFaultIT");

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "ANY, EXACTLY_ONCE",
    "TRACE_ID, EXACTLY_ONCE",
    "ANY, AT_LEAST_ONCE",
    "TRACE_ID, AT_LEAST_ONCE"
  })
  void shouldLoseNothingWhenAThreadDiesInATick(Partitioning partitioning, Guarantee guarantee)
      throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      // Kafka Streams leaves no group when a thread dies: the next one waits for this long.
      Setup setup =
          Setup.of(
                  KAFKA.bootstrapServers(),
                  "tick-" + partitioning + "-" + guarantee + "-" + round,
                  partitioning,
                  guarantee)
              .with("consumer.session.timeout.ms", "3000")
              .with("consumer.heartbeat.interval.ms", "500");
      setup.createInputs();
      Duration over = Duration.ofMinutes(1);
      long start = System.currentTimeMillis() - over.toMillis();
      var traffic = new KnownTraffic(seed + round, setup, start);
      var records = traffic.next(TRACES, over);
      var registry = new FaultyRegistry(FAULTS, TRACES / 10, seed + round);
      new DataTimeScene(setup, registry, dir.resolve("state-" + round))
          .play(traffic, sender -> sender.send(records));
      assertThat(registry.left()).isZero();
    }
  }
}
