// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.jmh;

import io.traceweir.benchmarks.jmh.Sample.Fragment;
import io.traceweir.rules.Decider;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import io.traceweir.series.MetricsSettings;
import io.traceweir.series.TickMetrics;
import io.traceweir.trace.Annotation;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import io.traceweir.trace.TraceWriter;
import io.traceweir.yaml.ProblemsException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One trace of 18 spans in several fragments: read; read and decided; read and counted; a tick of
 * 400 traces drained into deltas; read and written again. What a step costs is the difference to
 * reading alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class TraceBenchmark {
  private static final int TRACES_PER_TICK = 400;
  private static final int PARTITIONS = 8;
  private static final int MAX_BYTES = 1 << 20;
  private static final String RULES =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100% }
        - { name: slow, when: trace.duration > 2s, keep: 100% }
        - { name: big, when: 'any span(attributes["http.response.status_code"] == 599)', keep: 50% }
        - { name: rest, keep: 5% }
      """;

  private final List<List<Fragment>> traces = new Sample().traces();
  private final Decider decider;
  private final TickMetrics metrics;
  private final TraceReader reader;
  private final TraceWriter writer = new TraceWriter();
  private int next;

  public TraceBenchmark() {
    AttributeNames names = new AttributeNames();
    decider = rules().bind(names);
    metrics = new TickMetrics(MetricsSettings.DEFAULT, names, PARTITIONS);
    reader = new TraceReader(names, new ResourceCache());
  }

  private static RuleSet rules() {
    try {
      return RuleSet.parse("rules.yaml", RULES);
    } catch (ProblemsException e) {
      throw new IllegalStateException(e.problems().toString(), e);
    }
  }

  private Trace read() {
    next = (next + 1) % traces.size();
    return Sample.read(traces.get(next), reader);
  }

  @Benchmark
  public Trace readTrace() {
    return read();
  }

  @Benchmark
  public Ruling readAndDecideTrace() {
    return decider.decide(read(), 0);
  }

  @Benchmark
  public void readAndCountTrace() {
    metrics.add(read());
  }

  @Benchmark
  public void countTick(Blackhole hole) {
    for (int i = 0; i < TRACES_PER_TICK; i++) {
      metrics.add(read());
    }
    metrics.drain((deltas, partition) -> hole.consume(deltas));
  }

  @Benchmark
  public void readAndWriteTrace(Blackhole hole) {
    Annotation why = new Annotation("errors", "root", 0, Annotation.Where.ROOT);
    writer.spans(read(), why, MAX_BYTES, hole::consume);
  }
}
