// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that are delivered again, at once or minutes later, perhaps in another partition. */
class DuplicatesIT {
  private static final int TRACES = Extent.of(600, 18_000);
  private static final Duration TRAFFIC = Extent.of(Duration.ofMinutes(10), Duration.ofHours(1));

  @RegisterExtension static final QuickBroker KAFKA = new QuickBroker();

  @TempDir Path dir;

  /** Traffic in which duplicates and the next record lie more than minutes apart. */
  private static final long SPARSE = 18_429_620_721_421L;

  private final long seed = Extent.seed("DuplicatesIT");

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldKeepAndCountNothingTwice(Partitioning partitioning) throws Exception {
    play("twice-" + partitioning, partitioning, seed);
  }

  /**
   * They are recognised by the time at which they came, not by that of the tick that takes them.
   */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void shouldCountNothingTwiceWhenTheClockGoesFarBeforeTheTick() throws Exception {
    play("sparse", Partitioning.TRACE_ID, SPARSE);
  }

  private void play(String name, Partitioning partitioning, long seed) throws Exception {
    Setup setup = Setup.of(KAFKA.bootstrapServers(), name, partitioning, Guarantee.EXACTLY_ONCE);
    setup.createInputs();
    long end = System.currentTimeMillis();
    var traffic =
        new KnownTraffic(seed, setup, end - TRAFFIC.toMillis() - Duration.ofMinutes(4).toMillis())
            .repeating(5, Duration.ofMillis(100), Duration.ofMinutes(4));
    var records = traffic.next(TRACES, TRAFFIC);
    assertThat(traffic.repeated()).isGreaterThan(records.size() / 40);

    var registry = new SimpleMeterRegistry();
    new DataTimeScene(setup, registry, dir.resolve(name))
        .play(traffic, sender -> sender.send(records));

    assertThat(recognised(registry, "before_decision")).isPositive();
    if (partitioning == Partitioning.TRACE_ID) {
      // behind a fragments topic everything may be here before the first tick
      assertThat(recognised(registry, "after_decision")).isPositive();
    }
  }

  private static double recognised(SimpleMeterRegistry registry, String when) {
    return registry.counter("traceweir.duplicates", "when", when).count();
  }
}
