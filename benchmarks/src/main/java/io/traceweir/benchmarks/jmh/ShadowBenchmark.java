// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.jmh;

import io.traceweir.benchmarks.jmh.Sample.Fragment;
import io.traceweir.rules.Decider;
import io.traceweir.rules.OtherFiles;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.Shadows;
import io.traceweir.series.MetricsSettings;
import io.traceweir.series.TickMetrics;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import io.traceweir.yaml.ProblemsException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One trace of 18 spans: read, decided by 20 rules and counted in metrics, as a tick does with
 * every trace, beside nothing, a candidate of 20 rules that reads other attributes, or one of
 * policies. What a candidate costs is the difference to nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class ShadowBenchmark {
  private static final int RULES = 19;
  private static final int PARTITIONS = 8;

  private final List<List<Fragment>> traces = new Sample().traces();

  /** What is tried beside the rules. */
  @Param({"nothing", "rules", "policies"})
  public String candidate = "nothing";

  private int next;

  @SuppressWarnings("NullAway.Init") // before the measurement
  private TraceReader reader;

  @SuppressWarnings("NullAway.Init")
  private Decider decider;

  @SuppressWarnings("NullAway.Init")
  private Shadows shadows;

  @SuppressWarnings("NullAway.Init")
  private TickMetrics metrics;

  @Setup
  public void bind() {
    AttributeNames names = new AttributeNames();
    RuleSet set = set();
    decider = set.bind(names);
    shadows = set.shadows(decider, names, 1);
    metrics = new TickMetrics(MetricsSettings.DEFAULT, names, PARTITIONS);
    reader = new TraceReader(names, new ResourceCache());
  }

  private RuleSet set() {
    String beside = candidate.equals("nothing") ? "" : "candidates: [ " + candidate + " ]\n";
    String rules = rules("a").replace("rules:", beside + "rules:");
    try {
      return RuleSet.parse("rules.yaml", rules, ShadowBenchmark::file);
    } catch (ProblemsException e) {
      throw new IllegalStateException(e.problems().toString(), e);
    }
  }

  private static OtherFiles.Text file(String name) {
    return new OtherFiles.Text(name, name.equals("rules") ? rules("b") : policies());
  }

  /** None of them takes a trace of the sample but the last, so all are asked. */
  private static String rules(String prefix) {
    return IntStream.range(0, RULES)
        .mapToObj(i -> rule(prefix, i))
        .collect(
            Collectors.joining("\n", "version: 1\nrules:\n", "\n  - { name: rest, keep: 5% }\n"));
  }

  private static String rule(String prefix, int i) {
    String condition =
        switch (i % 4) {
          case 0 -> "any span(attributes[\"http.response.status_code\"] == " + (600 + i) + ")";
          case 1 -> "trace.duration > " + (200 - i) + "s";
          case 2 -> "any span(attributes[\"" + prefix + ".tenant\"] == \"t" + i + "\")";
          default -> "any span(service == \"" + prefix + i + "\" and status == error)";
        };
    return "  - { name: r" + i + ", when: '" + condition + "', keep: 100% }";
  }

  private static String policies() {
    return IntStream.range(0, RULES)
        .mapToObj(ShadowBenchmark::policy)
        .collect(
            Collectors.joining(
                "\n",
                "version: 1\npolicies:\n",
                "\n  - { name: rest, type: probabilistic, probabilistic: { sampling_percentage: 5 } }"
                    + "\n"));
  }

  private static String policy(int i) {
    String type =
        switch (i % 4) {
          case 0 ->
              "type: numeric_attribute, numeric_attribute: { key: http.response.status_code,"
                  + " min_value: 600, max_value: 700 }";
          case 1 -> "type: latency, latency: { threshold_ms: 100000 }";
          case 2 ->
              "type: string_attribute, string_attribute: { key: b.tenant, values: [ t" + i + " ] }";
          default -> "type: span_count, span_count: { min_spans: 1000 }";
        };
    return "  - { name: p" + i + ", " + type + " }";
  }

  private Trace read() {
    next = (next + 1) % traces.size();
    return Sample.read(traces.get(next), reader);
  }

  @Benchmark
  public void decideAndCountTrace(Blackhole hole) {
    Trace trace = read();
    Ruling ruling = decider.decide(trace, 0);
    hole.consume(ruling);
    if (!shadows.isEmpty()) {
      hole.consume(shadows.of(trace, ruling, 0, (name, why) -> {}));
    }
    metrics.add(trace);
  }
}
