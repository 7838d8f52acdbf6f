// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.assemble.RandomTraffic.Event;
import io.traceweir.pipeline.split.Fragments;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A part of what waited is gone when the log is read again; traces wait for 5 s. */
class RetentionLossTest {
  private final SimulatedTask task =
      new SimulatedTask(QuickSettings.of("unused", Path.of("unused")), 1, Long.MAX_VALUE);

  private void fragment(String trace, String span, long millis) {
    TraceBuilder built = Traces.trace(trace).orphan(span);
    byte[] key = HexFormat.of().parseHex(built.traceId());
    byte[] value = Fragments.fragment(Signal.SPANS, false, millis, built.request().toByteArray());
    task.append(new Event(0, key, value, 0, 0, 0, null));
    task.step();
  }

  private void watermark(long millis) {
    task.append(new Event(0, null, Fragments.watermark(0, millis, false, 1), 0, 0, 0, null));
    task.step();
  }

  private void crash() {
    task.commit();
    task.crash(new Random(1));
  }

  @Test
  void shouldFlagWhatMayBeCutAndNothingLaterThroughFurtherRestarts() {
    watermark(10_000);
    fragment("before", "a", 10_100);
    watermark(16_000);
    fragment("cut", "a", 16_100);
    fragment("gone", "a", 16_200);
    fragment("cut", "b", 16_300);
    task.commit();
    task.expire(5);
    crash();
    fragment("gone", "b", 16_400);
    watermark(17_000);
    crash();
    watermark(30_000);
    fragment("after", "a", 30_100);
    watermark(40_000);
    crash();

    assertThat(decisions())
        .containsExactly(
            decided("before", 16_000, 1),
            decided("cut", 30_000, 1) + " perhaps cut",
            decided("gone", 30_000, 1) + " perhaps cut",
            decided("after", 40_000, 1));
  }

  private List<String> decisions() {
    return task.committed().stream().filter(line -> line.startsWith("decided")).toList();
  }

  private static String decided(String trace, long clock, int spans) {
    String id = Traces.trace(trace).root("any").traceId();
    return SimulatedOutputs.decided(id, "timeout", clock, spans, 0);
  }
}
