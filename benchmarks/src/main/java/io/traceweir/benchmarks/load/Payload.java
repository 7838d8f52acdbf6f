// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.util.HashSet;
import java.util.Set;

/**
 * How many traces requests hold, and how many bytes the parts of traces are that are made of them.
 */
public final class Payload {
  private final RequestSplitter splitter = new RequestSplitter();
  private final Set<TraceId> traces = new HashSet<>();
  private final Parts parts = new Parts();
  private long bytes;
  private long items;
  private long fragments;

  public void add(Signal signal, byte[] request) {
    try {
      splitter.split(signal, request, parts);
    } catch (MalformedOtlpException e) {
      throw new IllegalArgumentException("the load holds what is no request", e);
    }
  }

  public long traces() {
    return traces.size();
  }

  /** Spans and log records. */
  public long items() {
    return items;
  }

  public long fragments() {
    return fragments;
  }

  public long bytes() {
    return bytes;
  }

  private final class Parts implements RequestSplitter.Output {
    @Override
    public void trace(
        long idHigh, long idLow, byte[] array, int offset, int length, int count, boolean root) {
      traces.add(new TraceId(idHigh, idLow));
      bytes += length;
      items += count;
      fragments++;
    }

    @Override
    public void withoutTrace(byte[] request, int count) {}

    @Override
    public void mildWithoutTrace(int count) {}

    @Override
    public void rejected(String reason, byte[] request) {
      throw new IllegalArgumentException("the load holds what is rejected: " + reason);
    }
  }
}
