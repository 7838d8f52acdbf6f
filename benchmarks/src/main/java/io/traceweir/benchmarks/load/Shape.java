// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

/**
 * The shape of a load.
 *
 * @param spans about so many; the exact number follows from the traces
 * @param spansPerTrace on average; traces have between half and one and a half times as many
 * @param spansPerRequest a Collector writes when it has so many
 * @param attributes of each span
 * @param services that take part, one after the other
 * @param errors share of traces with a failed span, 0 to 1
 * @param logsPerTrace log records of each trace
 * @param partitions of each input topic
 * @param keyed by trace id, so one record per trace of a request; else any trace is anywhere
 * @param spansPerSecond of data time
 */
public record Shape(
    long spans,
    int spansPerTrace,
    int spansPerRequest,
    int attributes,
    int services,
    double errors,
    int logsPerTrace,
    int partitions,
    boolean keyed,
    int spansPerSecond,
    long seed) {
  static final double SLOW = 0.01;

  public Shape {
    atLeast(1, spans, "--spans");
    atLeast(1, spansPerTrace, "--spans-per-trace");
    atLeast(1, spansPerRequest, "--spans-per-request");
    atLeast(0, attributes, "--attributes");
    atLeast(1, services, "--services");
    atLeast(0, logsPerTrace, "--logs");
    atLeast(1, partitions, "--partitions");
    atLeast(1, spansPerSecond, "--rate");
    if (!(errors >= 0 && errors <= 1)) {
      throw new IllegalArgumentException("--errors must be between 0% and 100%");
    }
  }

  private static void atLeast(long least, long value, String option) {
    if (value < least) {
      throw new IllegalArgumentException(option + " must be at least " + least + ", not " + value);
    }
  }

  public boolean hasLogs() {
    return logsPerTrace > 0;
  }

  /** As in the configuration file. */
  public String partitioning() {
    return keyed ? "trace_id" : "any";
  }

  /** The same traces, but so many of their spans in each second of data time. */
  public Shape at(int rate) {
    return with(spans, rate);
  }

  /** The same, but about so many spans. */
  public Shape of(long count) {
    return with(count, spansPerSecond);
  }

  private Shape with(long count, int rate) {
    return new Shape(
        count,
        spansPerTrace,
        spansPerRequest,
        attributes,
        services,
        errors,
        logsPerTrace,
        partitions,
        keyed,
        rate,
        seed);
  }

  /** Traces that hold about so many spans. */
  public long traces(long spans) {
    return Math.max(1, Math.round((double) spans / spansPerTrace));
  }

  int fewestSpans() {
    return (spansPerTrace + 1) / 2;
  }

  int mostSpans() {
    return 2 * spansPerTrace - fewestSpans();
  }
}
