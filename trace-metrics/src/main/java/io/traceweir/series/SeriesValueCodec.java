// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The bytes of a {@link SeriesValue}: count, layout of the bounds, number of histograms and of
 * their buckets, then per histogram the sum and the buckets that are not empty (gap, count). What a
 * tick adds to a series mostly falls into one or two buckets, so that is some ten bytes.
 */
final class SeriesValueCodec {
  static final int VERSION = 1;

  /** More buckets than anybody has; keeps garbled bytes from asking for gigabytes. */
  private static final int MAX_BUCKETS = 100_000;

  private SeriesValueCodec() {}

  static byte[] encode(SeriesValue value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);
    try {
      out.write((byte) VERSION);
      write(out, value);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static SeriesValue decode(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new IllegalArgumentException(
          "series value of version "
              + (bytes.length == 0 ? "none" : bytes[0])
              + ", not "
              + VERSION);
    }
    try {
      return read(CodedInputStream.newInstance(bytes, 1, bytes.length - 1));
    } catch (IOException e) {
      throw new IllegalArgumentException("series value cut short or garbled", e);
    }
  }

  static void write(CodedOutputStream out, SeriesValue value) throws IOException {
    Histogram[] histograms = value.histograms();
    out.writeUInt64NoTag(value.count());
    out.writeFixed32NoTag(value.layout());
    out.writeUInt32NoTag(histograms.length);
    out.writeUInt32NoTag(histograms.length == 0 ? 0 : histograms[0].buckets.length);
    for (Histogram histogram : histograms) {
      write(out, histogram);
    }
  }

  private static void write(CodedOutputStream out, Histogram histogram) throws IOException {
    out.writeUInt64NoTag(histogram.sumLow);
    out.writeUInt64NoTag(histogram.sumHigh);
    int filled = 0;
    for (long count : histogram.buckets) {
      filled += count == 0 ? 0 : 1;
    }
    out.writeUInt32NoTag(filled);
    int next = 0;
    for (int i = 0; i < histogram.buckets.length; i++) {
      if (histogram.buckets[i] != 0) {
        out.writeUInt32NoTag(i - next);
        out.writeUInt64NoTag(histogram.buckets[i]);
        next = i + 1;
      }
    }
  }

  static SeriesValue read(CodedInputStream in) throws IOException {
    long count = readCount(in);
    int layout = in.readFixed32();
    int histograms = in.readUInt32();
    int buckets = in.readUInt32();
    if (histograms < 0 || histograms > 2 || buckets < 0 || buckets > MAX_BUCKETS) {
      throw new IOException(histograms + " histograms of " + buckets + " buckets");
    }
    Histogram[] all = new Histogram[histograms];
    for (int i = 0; i < histograms; i++) {
      all[i] = readHistogram(in, buckets);
    }
    return new SeriesValue(count, layout, all);
  }

  /** One that overflowed, before sums were saturated, is as large as it can be. */
  private static long readCount(CodedInputStream in) throws IOException {
    long count = in.readUInt64();
    return count < 0 ? Long.MAX_VALUE : count;
  }

  private static Histogram readHistogram(CodedInputStream in, int buckets) throws IOException {
    Histogram histogram = new Histogram(buckets);
    histogram.sumLow = in.readUInt64();
    histogram.sumHigh = in.readUInt64();
    int next = 0;
    for (int left = in.readUInt32(); left > 0; left--) {
      int gap = in.readUInt32();
      if (gap < 0 || gap >= buckets - next) {
        throw new IOException("a bucket beyond the last");
      }
      histogram.buckets[next + gap] = readCount(in);
      next += gap + 1;
    }
    return histogram;
  }
}
