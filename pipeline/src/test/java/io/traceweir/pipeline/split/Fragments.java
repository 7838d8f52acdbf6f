// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import io.traceweir.otlp.Signal;

/** Fragments of one source for the tests of other packages. */
public final class Fragments {
  private Fragments() {}

  public static byte[] fragment(Signal signal, boolean hasRoot, long timeMillis, byte[] request) {
    return FragmentRecord.fragment(
        signal, hasRoot, new FragmentRecord.Origin(0, timeMillis), 1, request, 0, request.length);
  }

  /** Of any source. */
  public static byte[] fragment(
      int source, Signal signal, boolean hasRoot, long timeMillis, byte[] request) {
    return FragmentRecord.fragment(
        signal,
        hasRoot,
        new FragmentRecord.Origin(source, timeMillis),
        1,
        request,
        0,
        request.length);
  }

  public static byte[] watermark(int source, long timeMillis, boolean idle, int sources) {
    return FragmentRecord.watermark(new FragmentRecord.Origin(source, timeMillis), idle, sources);
  }
}
