// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
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

  private static final Duration AT_LEAST = Duration.ofMillis(100);

  /** A trace waits for {@link Setup.Waits#QUICK}. */
  private static final Duration WHILE_WAITING = Duration.ofMillis(500);

  @RegisterExtension static final QuickBroker KAFKA = new QuickBroker();

  @TempDir Path dir;

  /** Traffic in which duplicates and the next record lie more than minutes apart. */
  private static final long SPARSE = 18_429_620_721_421L;

  private final long seed = Extent.seed("DuplicatesIT");

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldKeepAndCountNothingTwice(Partitioning partitioning) throws Exception {
    Setup setup = setup("twice-" + partitioning, partitioning);
    KnownTraffic traffic = traffic(seed, setup).repeating(5, AT_LEAST, Duration.ofMinutes(4));
    var records = traffic.next(TRACES / 2, TRAFFIC.dividedBy(2));
    records.addAll(
        traffic
            .repeating(5, AT_LEAST, WHILE_WAITING)
            .next(TRACES - TRACES / 2, TRAFFIC.dividedBy(2)));
    records.sort(Comparator.comparingLong(ProducerRecord::timestamp));
    play(setup, traffic, records);
  }

  /**
   * They are recognised by the time at which they came, not by that of the tick that takes them.
   */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void shouldCountNothingTwiceWhenTheClockGoesFarBeforeTheTick() throws Exception {
    Setup setup = setup("sparse", Partitioning.TRACE_ID);
    KnownTraffic traffic = traffic(SPARSE, setup).repeating(5, AT_LEAST, Duration.ofMinutes(4));
    play(setup, traffic, traffic.next(TRACES, TRAFFIC));
  }

  private static Setup setup(String name, Partitioning partitioning) {
    Setup setup = Setup.of(KAFKA.bootstrapServers(), name, partitioning, Guarantee.EXACTLY_ONCE);
    setup.createInputs();
    return setup;
  }

  private static KnownTraffic traffic(long seed, Setup setup) {
    long end = System.currentTimeMillis();
    return new KnownTraffic(
        seed, setup, end - TRAFFIC.toMillis() - Duration.ofMinutes(4).toMillis());
  }

  private void play(
      Setup setup, KnownTraffic traffic, List<ProducerRecord<byte @Nullable [], byte[]>> records)
      throws Exception {
    assertThat(traffic.repeated()).isGreaterThan(records.size() / 40);

    var registry = new SimpleMeterRegistry();
    new DataTimeScene(setup, registry, dir.resolve(setup.name()))
        .play(traffic, sender -> sender.send(records));

    assertThat(recognised(registry, "before_decision")).isPositive();
    if (setup.partitioning() == Partitioning.TRACE_ID) {
      // behind a fragments topic everything may be here before the first tick
      assertThat(recognised(registry, "after_decision")).isPositive();
    }
  }

  private static double recognised(SimpleMeterRegistry registry, String when) {
    return registry.counter("traceweir.duplicates", "when", when).count();
  }
}
