// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traceweir.benchmarks.report.Check;
import io.traceweir.benchmarks.report.Spread;
import io.traceweir.benchmarks.report.TopicBytes;
import io.traceweir.benchmarks.report.TopicGroup;
import io.traceweir.pipeline.Variation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
  private static final Variant A = new Variant("a", "exactly_once", "1s", Variation.WHOLE);
  private static final Variant B = new Variant("b", "at_least_once", "1s", Variation.FORGETFUL);
  private static final Check RIGHT = new Check("traces decided", 5, 5);
  private static final Check WRONG = new Check("traces decided", 5, 4);

  private static Measured run(Variant variant, double cpuMicros, Check check) {
    var topics = new TopicBytes(Map.of(TopicGroup.DECISION_MEMORY, 500L));
    return new Measured(variant, 5, 100, 2, cpuMicros, 40, 10, topics, List.of(check));
  }

  @Test
  void shouldDivideByWhatWasDrained() {
    Measured run = run(A, 240, RIGHT);
    assertThat(run.spansPerSecond()).isEqualTo(50);
    assertThat(run.cpuMicrosPerSpan()).isEqualTo(2.4);
    assertThat(run.warmCpuMicrosPerSpan()).isEqualTo(2);
    assertThat(run.brokerMicrosPerSpan()).isEqualTo(0.1);
    assertThat(run.bytesPerTrace(TopicGroup.DECISION_MEMORY)).isEqualTo(100);
    assertThat(run.bytesPerSpan(TopicGroup.DECISION_MEMORY)).isEqualTo(5);
    assertThat(run.bytesPerSpan(TopicGroup.SERIES)).isZero();
  }

  @Test
  void shouldCompareRunsOfTheSameRoundOnly() {
    // a machine that becomes twice as slow: each round says 1.5 all the same
    var all =
        new Measurements(
            List.of(
                run(A, 300, RIGHT), run(B, 200, RIGHT), run(B, 400, RIGHT), run(A, 600, RIGHT)));
    Spread ratio = all.ratio(A, B, Measured::cpuMicrosPerSpan);
    assertThat(ratio.median()).isCloseTo(1.5, within(1e-9));
    assertThat(ratio.least()).isCloseTo(1.5, within(1e-9));
    assertThat(ratio.most()).isCloseTo(1.5, within(1e-9));
    assertThat(all.of(A, Measured::cpuMicrosPerSpan)).isEqualTo(new Spread(4.5, 3, 6));
  }

  @Test
  void shouldNameTheVariantThatCameOutWrong() {
    var all = new Measurements(List.of(run(A, 1, RIGHT), run(B, 1, WRONG)));
    assertThat(all.wrong()).containsExactly(new Check("b: traces decided", 5, 4));
  }

  @Test
  void shouldNameTheVariantThatLostTracesAtItsOwnPace() {
    var watched = new Watched(A, new Latencies(), 0.5, List.of(RIGHT, WRONG));
    assertThat(watched.wrong()).containsExactly(new Check("a, live: traces decided", 5, 4));
  }
}
