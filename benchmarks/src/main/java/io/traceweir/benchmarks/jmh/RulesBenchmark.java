// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.jmh;

import io.traceweir.benchmarks.jmh.Sample.Fragment;
import io.traceweir.rules.Decider;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.TraceReader;
import io.traceweir.yaml.ProblemsException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Twenty rules, and twenty policies of a Collector that ask much the same, on traces of 18 spans.
 * Most traces pass all of them. Times are per span. What deciding costs is the difference to {@code
 * nothing}, where a trace is read and no attribute asked for; a part of it is that reading hands
 * out the attributes that are asked for.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class RulesBenchmark {
  private static final int SPANS = 18;
  private static final String NOTHING = "version: 1\nrules: [ { name: all, keep: 5% } ]\n";

  /** Which rules are asked. */
  @Param({"nothing", "rules", "policies"})
  private String asked = "nothing";

  private List<List<Fragment>> traces = List.of();
  private int next;

  @SuppressWarnings("NullAway.Init") // before the measurement
  private Decider decider;

  @SuppressWarnings("NullAway.Init")
  private TraceReader reader;

  @Setup
  public void setUp() {
    AttributeNames names = new AttributeNames();
    decider = decider(rules(asked), names);
    reader = new TraceReader(names, new ResourceCache());
    traces =
        new Sample()
            .traces().stream()
                .filter(trace -> trace.stream().mapToInt(Fragment::items).sum() == SPANS)
                .toList();
    if (traces.isEmpty()) {
      throw new IllegalStateException("the load has no traces of " + SPANS + " spans");
    }
  }

  private static Decider decider(String rules, AttributeNames names) {
    try {
      return RuleSet.parse("rules.yaml", rules).bind(names);
    } catch (ProblemsException e) {
      throw new IllegalStateException(e.problems().toString(), e);
    }
  }

  private static String rules(String asked) {
    return switch (asked) {
      case "rules" -> TwentyRules.rules();
      case "policies" -> TwentyRules.policies();
      default -> NOTHING;
    };
  }

  @Benchmark
  @OperationsPerInvocation(SPANS)
  public Ruling readAndDecide() {
    next = (next + 1) % traces.size();
    return decider.decide(Sample.read(traces.get(next), reader), 0);
  }
}
