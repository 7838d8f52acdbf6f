// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceweir.pipeline.Outputs;
import io.traceweir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A pipeline in this process that gets traffic as fast as it goes: minutes are those of record
 * timestamps. Afterwards everything that came out is compared with what was sent.
 */
final class DataTimeScene {
  private static final Duration PATIENCE = Extent.of(Duration.ofMinutes(4), Duration.ofMinutes(20));

  private final Setup setup;
  private final MeterRegistry registry;
  private final Path state;

  DataTimeScene(Setup setup, MeterRegistry registry, Path state) {
    this.setup = setup;
    this.registry = registry;
    this.state = state;
  }

  /** Writes the input. */
  interface Input {
    void send(Sender sender) throws Exception;
  }

  /** Plays it on topics that exist, and compares. */
  void play(KnownTraffic traffic, Input input) throws Exception {
    Pipeline pipeline = Pipeline.start(setup.settings(state), registry, PATIENCE);
    try (pipeline;
        Outputs outputs = setup.outputs()) {
      input.send(new Sender(setup.bootstrapServers()));
      var comparison = new Comparison(traffic, outputs);
      await()
          .atMost(PATIENCE)
          .pollInSameThread()
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(comparison::assertNothingMissing);
      pipeline.close();
      System.out.println(setup.name() + ": " + comparison.findings());
      comparison.assertKeeps(setup.guarantee());
    }
  }
}
