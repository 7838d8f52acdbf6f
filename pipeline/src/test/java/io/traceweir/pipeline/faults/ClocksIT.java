// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Records out of order by up to 10 s, a producer whose clock is an hour behind, and traces of 40 s
 * whose inside arrives 35 s before their root, all in one.
 */
class ClocksIT {
  private static final int TRACES = Extent.of(1_200, 12_000);
  private static final Duration TRAFFIC = Extent.of(Duration.ofMinutes(6), Duration.ofHours(1));

  /** Slow enough that a second in which nobody gets the processor is no matter of minutes. */
  private static final double SPEED = 20;

  private static final Duration DISORDER = Duration.ofSeconds(10);
  private static final Duration BEHIND = Duration.ofHours(1);

  /** Where a partition stands is known when others than the one that is behind have been heard. */
  private static final Duration HEARD_OTHERS = Duration.ofSeconds(30);

  /**
   * What is out of order comes within the wait after the root. Records of the producer that is
   * behind say nothing of when they came: that is known to within the disorder.
   */
  private static final Setup.Waits WAITS =
      new Setup.Waits(Duration.ofMinutes(1), Duration.ofSeconds(16), Duration.ofMillis(200));

  @RegisterExtension static final QuickBroker KAFKA = new QuickBroker();

  @TempDir Path dir;
  private final long seed = Extent.seed("ClocksIT");
  private final Random random = new Random(seed);

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldDecideOnWholeTracesWhateverClocksSay(Partitioning partitioning) throws Exception {
    Setup setup =
        Setup.of(
                KAFKA.bootstrapServers(),
                "clocks-" + partitioning,
                partitioning,
                Guarantee.EXACTLY_ONCE)
            .with(WAITS);
    setup.createInputs();
    long start = System.currentTimeMillis() - TRAFFIC.plusSeconds(50).toMillis();
    var traffic = new KnownTraffic(seed, setup, start);
    List<Sender.Written> all = new ArrayList<>();
    for (var record : traffic.next(TRACES, TRAFFIC)) {
      all.add(new Sender.Written(record.timestamp() + disorder(), record));
    }
    for (var record : traffic.from(start).slow(TRACES / 20, TRAFFIC)) {
      all.add(new Sender.Written(record.timestamp(), record));
    }
    Duration rest = TRAFFIC.minus(HEARD_OTHERS);
    long behind = start + HEARD_OTHERS.minus(BEHIND).toMillis();
    for (var record : traffic.from(behind).next(TRACES / 10, rest)) {
      all.add(new Sender.Written(record.timestamp() + BEHIND.toMillis(), record));
    }
    all.sort(Comparator.comparingLong(Sender.Written::atMillis));
    new DataTimeScene(setup, new SimpleMeterRegistry(), dir)
        .play(traffic, sender -> sender.send(all, SPEED));
  }

  private long disorder() {
    return random.nextInt(Math.toIntExact(DISORDER.toMillis()));
  }
}
