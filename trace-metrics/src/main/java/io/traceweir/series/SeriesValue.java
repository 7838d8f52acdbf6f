// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was counted for a series: how many calls, and one histogram of durations (span metrics) or
 * two (edges: server, client). Adding up is exact, so neither order nor grouping changes a bit of
 * the result; counts stop at 2^63 - 1, which does not depend on order either.
 */
public final class SeriesValue {
  private long count;
  private int layout;
  private Histogram[] histograms;

  SeriesValue(long count, int layout, Histogram[] histograms) {
    this.count = count;
    this.layout = layout;
    this.histograms = histograms;
  }

  static SeriesValue empty(Buckets buckets, int histograms) {
    Histogram[] all = new Histogram[histograms];
    Arrays.setAll(all, i -> new Histogram(buckets.count()));
    return new SeriesValue(0, buckets.layout(), all);
  }

  /** Spans or requests, adjusted for sampling that happened before. */
  public long count() {
    return count;
  }

  public boolean isZero() {
    return count == 0;
  }

  /** Of a histogram, in the order server, client for edges. */
  public double sumNanos(int histogram) {
    return histograms[histogram].sumNanos();
  }

  /** From the lowest bucket up. */
  public long[] bucketCounts(int histogram) {
    return histograms[histogram].buckets.clone();
  }

  int layout() {
    return layout;
  }

  Histogram[] histograms() {
    return histograms;
  }

  void observe(int histogram, int bucket, long nanos, long times) {
    histograms[histogram].add(bucket, nanos, times);
  }

  void count(long times) {
    count = Histogram.sum(count, times);
  }

  void clear() {
    count = 0;
    for (Histogram histogram : histograms) {
      histogram.clear();
    }
  }

  /**
   * Adds up. Histograms with other bounds (the settings were changed) cannot be added: then the
   * other's take the place of these, which readers see as a reset of the histogram.
   */
  public void add(SeriesValue other) {
    count = Histogram.sum(count, other.count);
    if (!hasLayoutOf(other)) {
      SeriesValue fresh = other.copy();
      layout = fresh.layout;
      histograms = fresh.histograms;
      return;
    }
    for (int i = 0; i < histograms.length; i++) {
      histograms[i].add(other.histograms[i]);
    }
  }

  private boolean hasLayoutOf(SeriesValue other) {
    return layout == other.layout
        && histograms.length == other.histograms.length
        && (histograms.length == 0
            || histograms[0].buckets.length == other.histograms[0].buckets.length);
  }

  /** The value a new cumulative series starts with. */
  public SeriesValue zero() {
    Histogram[] empty = new Histogram[histograms.length];
    Arrays.setAll(empty, i -> new Histogram(histograms[i].buckets.length));
    return new SeriesValue(0, layout, empty);
  }

  public SeriesValue copy() {
    SeriesValue copy = zero();
    copy.count = count;
    for (int i = 0; i < histograms.length; i++) {
      copy.histograms[i].add(histograms[i]);
    }
    return copy;
  }

  /** With a version byte first. */
  public byte[] encode() {
    return SeriesValueCodec.encode(this);
  }

  /**
   * Reads a value back.
   *
   * @throws IllegalArgumentException when these are not bytes of {@link #encode}
   */
  public static SeriesValue decode(byte[] bytes) {
    return SeriesValueCodec.decode(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof SeriesValue value) || count != value.count || !hasLayoutOf(value)) {
      return false;
    }
    for (int i = 0; i < histograms.length; i++) {
      if (!histograms[i].sameAs(value.histograms[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count) * 31 + layout;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("count ").append(count);
    for (Histogram histogram : histograms) {
      text.append(", ").append(histogram.sumNanos()).append(" ns in ");
      text.append(Arrays.toString(histogram.buckets));
    }
    return text.toString();
  }
}
