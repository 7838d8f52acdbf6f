// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** kill -9 of the process again and again under load, some times with its disk. */
class KillIT {
  private static final int KEEPING_ITS_DISK = Extent.of(5, 25);
  private static final int LOSING_ITS_DISK = Extent.of(2, 25);

  @RegisterExtension static final QuickBroker KAFKA = new QuickBroker();

  @TempDir Path dir;
  private final long seed = Extent.seed("KillIT");

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldLoseNothingAndRepeatNothingWhenKilled(Partitioning partitioning) throws Exception {
    Setup setup =
        Setup.of(
            KAFKA.bootstrapServers(), "kill-" + partitioning, partitioning, Guarantee.EXACTLY_ONCE);
    new LiveScene(setup, seed, dir).withFixedMembers().play(this::kill);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldLoseNothingUnderAtLeastOnceWhenKilled(Partitioning partitioning) throws Exception {
    Setup setup =
        Setup.of(
            KAFKA.bootstrapServers(),
            "kill-often-" + partitioning,
            partitioning,
            Guarantee.AT_LEAST_ONCE);
    new LiveScene(setup, seed, dir).withFixedMembers().play(this::kill);
  }

  /** At random moments: half of them while it starts and restores, half while it works. */
  private void kill(Workers workers) throws Exception {
    var random = new Random(seed);
    List<Boolean> kills = new ArrayList<>(Collections.nCopies(KEEPING_ITS_DISK, true));
    kills.addAll(Collections.nCopies(LOSING_ITS_DISK, false));
    Collections.shuffle(kills, random);
    workers.start(1);
    workers.awaitReady(1);
    for (boolean keepsItsDisk : kills) {
      if (random.nextBoolean()) {
        workers.awaitReady(1);
      }
      workers.runFor(Duration.ofMillis(500 + random.nextInt(3500)));
      workers.kill(1);
      if (!keepsItsDisk) {
        workers.loseState(1);
      }
      workers.start(1);
    }
    workers.awaitReady(1);
  }
}
