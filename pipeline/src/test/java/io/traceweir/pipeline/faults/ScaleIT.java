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
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Instances that join, leave, die, stand still and are replaced one after the other, under load.
 */
class ScaleIT {
  /** 1 to 2 and back to 1, or to 3 and back, so many times. */
  private static final int MOST = Extent.of(2, 3);

  private static final int ROUNDS = Extent.of(1, 4);

  @RegisterExtension static final QuickBroker KAFKA = new QuickBroker();

  @TempDir Path dir;
  private final long seed = Extent.seed("ScaleIT");
  private final Random random = new Random(seed);

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "ANY, EXACTLY_ONCE, false",
    "TRACE_ID, EXACTLY_ONCE, true",
    "ANY, AT_LEAST_ONCE, true",
    "TRACE_ID, AT_LEAST_ONCE, false"
  })
  void shouldLoseAndSplitNothingWhenInstancesComeAndGo(
      Partitioning partitioning, Guarantee guarantee, boolean fixedMembers) throws Exception {
    String name = "scale-" + partitioning + "-" + guarantee;
    var scene =
        new LiveScene(Setup.of(KAFKA.bootstrapServers(), name, partitioning, guarantee), seed, dir);
    if (fixedMembers) {
      scene.withFixedMembers();
    }
    scene.play(this::comeAndGo);
  }

  private void comeAndGo(Workers workers) throws Exception {
    workers.start(1);
    workers.awaitReady(1);
    for (int round = 0; round < ROUNDS; round++) {
      for (int number = 2; number <= MOST; number++) {
        workers.start(number);
        workers.awaitReady(number);
        workers.runFor(upTo(2));
      }
      for (Accident accident : accidents()) {
        accident.to(workers, 1 + random.nextInt(MOST));
        workers.runFor(upTo(2));
      }
      for (int number = MOST; number >= 2; number--) {
        workers.stop(number);
        workers.runFor(upTo(2));
      }
    }
  }

  /** What happens to one of several; afterwards all of them run. */
  private interface Accident {
    void to(Workers workers, int number) throws Exception;
  }

  private List<Accident> accidents() {
    List<Accident> accidents =
        new ArrayList<>(List.of(this::killAndReplace, (all, one) -> restartAll(all)));
    if (Extent.FULL) {
      accidents.addAll(List.of(this::killForLong, this::standStill));
    }
    Collections.shuffle(accidents, random);
    return accidents;
  }

  private void killAndReplace(Workers workers, int number) throws Exception {
    workers.kill(number);
    if (random.nextBoolean()) {
      workers.loseState(number);
    }
    workers.start(number);
    workers.awaitReady(number);
  }

  /** The others take over before it returns. */
  private void killForLong(Workers workers, int number) throws Exception {
    workers.kill(number);
    workers.runFor(Duration.ofSeconds(10));
    workers.start(number);
    workers.awaitReady(number);
  }

  /** Longer than its session: it wakes up in the belief that it still has its tasks. */
  private void standStill(Workers workers, int number) throws Exception {
    workers.worker(number).freeze();
    workers.runFor(Duration.ofSeconds(10));
    workers.worker(number).thaw();
    workers.runFor(Duration.ofSeconds(5));
  }

  private static void restartAll(Workers workers) throws Exception {
    for (int number = 1; number <= MOST; number++) {
      workers.stop(number);
      workers.start(number);
      workers.awaitReady(number);
    }
  }

  private Duration upTo(int seconds) {
    return Duration.ofMillis(random.nextInt(seconds * 1000));
  }
}
