// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import io.traceweir.benchmarks.load.Shape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything a run measured; spans are those of the measured load, without the warm-up. */
public record Report(
    Machine machine,
    Shape shape,
    Settings settings,
    Loaded load,
    Drained pipeline,
    List<Scan> scans,
    Broker broker,
    TopicBytes topics,
    long keptTraces,
    Map<String, Long> triggers,
    List<Check> checks) {
  public Report {
    scans = List.copyOf(scans);
    triggers = new TreeMap<>(triggers);
    checks = List.copyOf(checks);
  }

  /**
   * Where it ran.
   *
   * @param loadAverage of the last minute before the run, negative when the system does not say:
   *     above zero, other work ran beside
   */
  public record Machine(int processors, String java, double loadAverage) {}

  /** How the pipeline ran. */
  public record Settings(String guarantee, String threads, long maxHeapBytes) {}

  /**
   * What was written to the input.
   *
   * @param bytes before compression
   */
  public record Loaded(
      long traces, long spans, long logs, long requests, long bytes, double seconds) {}

  /**
   * From the first request that was read to the last decision.
   *
   * @param cpuMicrosByThreads adds up to {@code cpuMicros}
   * @param collectionMillis time in which the collector held the program up
   * @param peakHeapBytes left after a collection
   * @param peakResidentBytes of the process, with the warm-up; 0 when the system does not say
   */
  public record Drained(
      double seconds,
      double cpuMicros,
      Map<String, Double> cpuMicrosByThreads,
      long collectionMillis,
      long peakHeapBytes,
      long peakResidentBytes) {}

  /** The bare consumer, once over the topic. */
  public record Scan(long spans, double seconds, double cpuMicros) {
    double cpuMicrosPerSpan() {
      return cpuMicros / spans;
    }
  }

  /** The broker while the pipeline drained. */
  public record Broker(double cpuMicros, long peakResidentBytes) {}

  public double spansPerSecond() {
    return load.spans() / pipeline.seconds();
  }

  public double cpuMicrosPerSpan() {
    return pipeline.cpuMicros() / load.spans();
  }

  /** The mean of what it took before and after. */
  private double scanCpuMicrosPerSpan() {
    return scans.stream().mapToDouble(Scan::cpuMicrosPerSpan).average().orElse(Double.NaN);
  }

  /** How many times the processor time of a bare consumer. */
  public double ratio() {
    return cpuMicrosPerSpan() / scanCpuMicrosPerSpan();
  }

  /**
   * The same without the JVM's compiler: what remains when the code has been compiled, which a
   * short run has not got to. The bare consumer's compiler counts, for the better or the worse.
   */
  public double warmRatio() {
    double compiler = pipeline.cpuMicrosByThreads().getOrDefault("compiler", 0.0);
    return (pipeline.cpuMicros() - compiler) / load.spans() / scanCpuMicrosPerSpan();
  }

  public boolean isRight() {
    return checks.stream().allMatch(Check::isRight);
  }
}
