// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/**
 * What the heap of a process really holds, after a collection, for what waits and what is
 * remembered; and that the figures with which the budget is kept are true.
 */
class HeldMemoryTest {
  private static final Percentage HONEST = Percentage.withPercentage(5);

  /** What {@link HeldMemory} says. */
  private record Held(long heap, long accounted, long bytes, long count) {
    double perByte() {
      return (double) heap / bytes;
    }
  }

  private static Held held(String what) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            HeldMemory.class.getName(),
            what);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String[] figures = said.strip().split(" ", -1);
    assertThat(figures).as(said).hasSize(4);
    var held =
        new Held(
            Long.parseLong(figures[0]),
            Long.parseLong(figures[1]),
            Long.parseLong(figures[2]),
            Long.parseLong(figures[3]));
    System.out.printf(
        "%s: %,d bytes of heap, %d each, %.2f per byte held%n",
        what, held.heap, held.heap / held.count, held.perByte());
    assertThat(held.accounted).isCloseTo(held.heap, HONEST);
    return held;
  }

  @Test
  void shouldHoldARealisticTraceInLittleMoreThanItsBytes() throws IOException {
    assertThat(held("realistic").perByte()).isLessThan(1.1);
  }

  @Test
  void shouldHoldASpanByItselfInLessThanTwiceItsBytes() throws IOException {
    assertThat(held("tiny").perByte()).isLessThan(2);
  }

  @Test
  void shouldNotLetASliceKeepALargerArray() throws IOException {
    assertThat(held("sliced").perByte()).isLessThan(1.1);
  }

  @Test
  void shouldKnowWhatRememberedDecisionsTake() throws IOException {
    Held whole = held("decisions");
    Held without = held("decisions-only");

    assertThat(whole.heap / whole.count).isLessThan(130);
    assertThat(without.heap / without.count).isLessThan(60);
  }
}
