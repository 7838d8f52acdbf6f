// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.QuickSettings;
import java.nio.file.Path;
import java.util.Map;

/** What the split stage writes of the partitions of one topic, for tests of other packages. */
public final class Fragments {
  private static final String TOPIC = "otlp_spans";
  private static final Sources SOURCES =
      new Sources(QuickSettings.of("unused", Path.of("unused")), Map.of());

  private Fragments() {}

  /** The number of the source that is this partition of the spans topic. */
  public static int source(int partition) {
    return SOURCES.number(TOPIC, partition);
  }

  public static byte[] fragment(Signal signal, boolean hasRoot, long timeMillis, byte[] request) {
    return FragmentRecord.fragment(
        signal,
        hasRoot,
        new FragmentRecord.Origin(source(0), timeMillis),
        1,
        request,
        0,
        request.length);
  }

  public static byte[] fragment(
      int partition, Signal signal, boolean hasRoot, long timeMillis, byte[] request) {
    return FragmentRecord.fragment(
        signal,
        hasRoot,
        new FragmentRecord.Origin(source(partition), timeMillis),
        1,
        request,
        0,
        request.length);
  }

  /** As another pipeline would write it. */
  public static byte[] foreign(Signal signal, long timeMillis, byte[] request) {
    int other = FragmentRecord.application("another");
    var origin = new FragmentRecord.Origin(source(0), timeMillis, other);
    return FragmentRecord.fragment(signal, false, origin, 1, request, 0, request.length);
  }

  public static byte[] watermark(int partition, long timeMillis, boolean idle, int partitions) {
    return FragmentRecord.watermark(
        new FragmentRecord.Origin(source(partition), timeMillis), idle, partitions);
  }
}
