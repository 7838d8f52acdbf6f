// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.benchmarks.jmh.Sample;
import io.traceweir.benchmarks.jmh.Sample.Fragment;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One trace goes into the buffer, fragment by fragment, while 2,000 others wait, and one that is
 * due comes out. Lives in this package because the buffer is nobody else's business.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class BufferingBenchmark {
  /** With two seconds after the root: 2,000 traces wait. */
  private static final long MICROS_PER_TRACE = 1000;

  private final List<List<Fragment>> traces = new Sample().traces();
  private final Assembler assembler =
      new Assembler(
          new PipelineSettings.Traces(
              Duration.ofSeconds(30),
              Duration.ofSeconds(2),
              Duration.ofSeconds(10),
              20_000,
              16 << 20,
              256L << 20,
              Duration.ofMinutes(10),
              Duration.ofMinutes(5),
              Duration.ofMinutes(5)),
          new TraceBuffer(),
          1,
          1);
  private long micros;
  private long offset;
  private int next;

  @Benchmark
  public void bufferTrace(Blackhole hole) {
    next = (next + 1) % traces.size();
    micros += MICROS_PER_TRACE;
    long millis = micros / 1000;
    for (Fragment fragment : traces.get(next)) {
      assembler.beforeRecord();
      assembler.clock.observe(0, millis, Long.MAX_VALUE);
      if (assembler.isTickDue()) {
        tick(hole);
      }
      assembler.add(
          new Assembler.Arrival(0, offset, millis, millis),
          new Assembler.Part(
              // the sample comes round again: other ids
              fragment.id().high(),
              fragment.id().low() + micros,
              Signal.SPANS,
              fragment.hasRoot(),
              fragment.items(),
              new Assembler.Slice(fragment.bytes(), 0, fragment.bytes().length)));
      assembler.afterRecord(0, offset++);
    }
  }

  private void tick(Blackhole hole) {
    long tick = assembler.takeTick();
    for (BufferedTrace t = assembler.pollDue(tick); t != null; t = assembler.pollDue(tick)) {
      hole.consume(t);
    }
  }
}
