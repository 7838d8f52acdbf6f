// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.jmh;

import io.traceweir.benchmarks.load.Load;
import io.traceweir.benchmarks.load.Shape;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests of the default load, and the traces in them. */
public final class Sample {
  private static final Shape SHAPE =
      new Shape(40_000, 18, 100, 10, 12, 0.01, 0, 4, false, 20_000, 1);

  private final List<byte[]> requests = new ArrayList<>();
  private final Map<TraceId, List<Fragment>> traces = new LinkedHashMap<>();

  /** A part of a trace, as the split stage hands it on. */
  public record Fragment(TraceId id, byte[] bytes, int items, boolean hasRoot) {}

  public Sample() {
    new Load(SHAPE)
        .write(0, SHAPE.traces(SHAPE.spans()), 0, record -> requests.add(record.value()));
    RequestSplitter splitter = new RequestSplitter();
    for (byte[] request : requests) {
      try {
        splitter.split(Signal.SPANS, request, new Collecting());
      } catch (MalformedOtlpException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** About 100 spans each. */
  public List<byte[]> requests() {
    return List.copyOf(requests);
  }

  /** The fragments of each trace; 18 spans on average. */
  public List<List<Fragment>> traces() {
    return List.copyOf(traces.values());
  }

  /** Reads a trace; it counts until the next one is read. */
  static Trace read(List<Fragment> fragments, TraceReader reader) {
    Fragment first = fragments.get(0);
    reader.begin(first.id().high(), first.id().low());
    for (Fragment fragment : fragments) {
      reader.add(Signal.SPANS, fragment.bytes(), 0, fragment.bytes().length);
    }
    return reader.finish();
  }

  private final class Collecting implements RequestSplitter.Output {
    @Override
    public void trace(
        long idHigh, long idLow, byte[] bytes, int offset, int length, int items, boolean root) {
      TraceId id = new TraceId(idHigh, idLow);
      byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
      traces.computeIfAbsent(id, i -> new ArrayList<>()).add(new Fragment(id, copy, items, root));
    }

    @Override
    public void withoutTrace(byte[] request, int items) {}

    @Override
    public void mildWithoutTrace(int items) {}

    @Override
    public void rejected(String reason, byte[] request) {
      throw new IllegalStateException("the load holds what is rejected: " + reason);
    }
  }
}
