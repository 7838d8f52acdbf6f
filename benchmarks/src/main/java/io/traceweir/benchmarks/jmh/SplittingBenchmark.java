// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.jmh;

import io.traceweir.benchmarks.process.SpanScan;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One request of about 100 spans of some 40 traces: scanned only, and taken apart by trace. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class SplittingBenchmark {
  private final List<byte[]> requests = new Sample().requests();
  private final RequestSplitter splitter = new RequestSplitter();
  private final SpanScan scan = new SpanScan();
  private int next;

  /** The yardstick: from tag to tag. */
  @Benchmark
  public long scanRequest() throws IOException {
    scan.request(request());
    return scan.spans();
  }

  @Benchmark
  public void splitRequest(Blackhole hole) throws MalformedOtlpException {
    splitter.split(Signal.SPANS, request(), new Swallowing(hole));
  }

  private byte[] request() {
    next = (next + 1) % requests.size();
    return requests.get(next);
  }

  private record Swallowing(Blackhole hole) implements RequestSplitter.Output {
    @Override
    public void trace(
        long idHigh, long idLow, byte[] bytes, int offset, int length, int items, boolean root) {
      hole.consume(bytes);
    }

    @Override
    public void withoutTrace(byte[] request, int items) {
      hole.consume(request);
    }

    @Override
    public void mildWithoutTrace(int items) {
      hole.consume(items);
    }

    @Override
    public void rejected(String reason, byte[] request) {
      hole.consume(request);
    }
  }
}
