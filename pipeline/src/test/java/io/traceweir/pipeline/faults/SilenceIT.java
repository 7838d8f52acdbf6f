// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.awaitility.Awaitility.await;

import io.traceweir.pipeline.Outputs;
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

/** Traffic ends in the middle of traces and never comes back. */
class SilenceIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension static final QuickBroker KAFKA = new QuickBroker();

  @TempDir Path dir;
  private final long seed = Extent.seed("SilenceIT");

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({"ANY, true", "TRACE_ID, false"})
  void shouldDecideTheLastTracesAfterARestart(Partitioning partitioning, boolean kill)
      throws Exception {
    Setup setup =
        Setup.of(
            KAFKA.bootstrapServers(),
            "silence-" + partitioning,
            partitioning,
            Guarantee.EXACTLY_ONCE);
    setup.createInputs();
    var sender = new Sender(KAFKA.bootstrapServers());
    long now = System.currentTimeMillis();
    var traffic = new KnownTraffic(seed, setup, now - 10_000);
    try (var workers = new Workers(setup, dir, true);
        Outputs outputs = setup.outputs()) {
      workers.start(1);
      workers.awaitReady(1);
      sender.send(traffic.next(100, Duration.ofSeconds(10)));
      sender.send(traffic.unfinished(20));
      workers.runFor(Duration.ofSeconds(1)); // some of it is read, and nothing is due yet
      if (kill) {
        workers.kill(1);
      } else {
        workers.stop(1);
      }
      workers.start(1);

      var comparison = new Comparison(traffic, outputs);
      try {
        await()
            .atMost(PATIENCE)
            .pollInSameThread()
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(comparison::assertNothingMissing);
        comparison.assertEqual();
      } catch (Throwable e) {
        workers.printLogs();
        throw e;
      }
      System.out.println(setup.name() + ": " + comparison.findings());
    }
  }
}
