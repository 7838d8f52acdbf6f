// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.awaitility.Awaitility.await;

import io.traceweir.pipeline.Outputs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Workers under live traffic, to which something happens; then traffic ends and everything that
 * came out is compared with what was sent.
 */
final class LiveScene {
  private static final Duration PATIENCE = Extent.of(Duration.ofMinutes(4), Duration.ofMinutes(20));
  private static final int TRACES_PER_SECOND = 20;

  private final Setup setup;
  private final long seed;
  private final Path dir;
  private boolean fixedMembers;

  LiveScene(Setup setup, long seed, Path dir) {
    this.setup = setup;
    this.seed = seed;
    this.dir = dir;
  }

  /** Workers that return are taken for the ones that went. */
  LiveScene withFixedMembers() {
    fixedMembers = true;
    return this;
  }

  /** What happens to the workers; at least one has to run at the end. */
  interface Happenings {
    void to(Workers workers) throws Exception;
  }

  /** Plays it, and compares. */
  Comparison.Findings play(Happenings happenings) throws Exception {
    setup.createInputs();
    var traffic =
        new KnownTraffic(seed, setup, System.currentTimeMillis())
            .repeating(5, Duration.ofMillis(200), Duration.ofSeconds(3));
    var sender = new Sender(setup.bootstrapServers());
    CompletableFuture<Void> sent = sender.start(traffic, TRACES_PER_SECOND);
    try (var workers = new Workers(setup, dir, fixedMembers)) {
      try {
        happenings.to(workers);
        sender.finish();
        sent.join();
        return compare(traffic, workers);
      } catch (Throwable e) {
        workers.printLogs();
        throw e;
      } finally {
        sender.finish();
      }
    }
  }

  private Comparison.Findings compare(KnownTraffic traffic, Workers workers) throws Exception {
    try (Outputs outputs = setup.outputs()) {
      var comparison = new Comparison(traffic, outputs);
      await()
          .atMost(PATIENCE)
          .pollInSameThread()
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(comparison::assertNothingMissing);
      workers.runFor(Duration.ZERO);
      workers.stopAll();
      Comparison.Findings findings = comparison.findings();
      System.out.println(setup.name() + ": " + findings);
      comparison.assertKeeps(setup.guarantee());
      return findings;
    }
  }
}
