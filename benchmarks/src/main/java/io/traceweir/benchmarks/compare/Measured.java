// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.compare;

import io.traceweir.benchmarks.report.Check;
import io.traceweir.benchmarks.report.TopicBytes;
import io.traceweir.benchmarks.report.TopicGroup;
import java.util.List;

/**
 * What one variant took to drain a load once.
 *
 * @param traces of the load, with those that close it
 * @param seconds from the first request that was read to the last decision
 * @param cpuMicros of the pipeline's process
 * @param compilerMicros of these, the JVM's compiler
 * @param brokerMicros of the broker's process
 * @param topics what it wrote to Kafka
 */
public record Measured(
    Variant variant,
    long traces,
    long spans,
    double seconds,
    double cpuMicros,
    double compilerMicros,
    double brokerMicros,
    TopicBytes topics,
    List<Check> checks) {
  public Measured {
    checks = List.copyOf(checks);
  }

  public double spansPerSecond() {
    return spans / seconds;
  }

  public double cpuMicrosPerSpan() {
    return cpuMicros / spans;
  }

  /** What remains when the code has been compiled, which takes longer than a short run. */
  public double warmCpuMicrosPerSpan() {
    return (cpuMicros - compilerMicros) / spans;
  }

  public double brokerMicrosPerSpan() {
    return brokerMicros / spans;
  }

  public double bytesPerSpan(TopicGroup group) {
    return (double) topics.of(group) / spans;
  }

  public double bytesPerTrace(TopicGroup group) {
    return (double) topics.of(group) / traces;
  }
}
