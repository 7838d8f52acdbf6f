// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import io.traceweir.capture.Capture;
import io.traceweir.capture.CaptureException;
import io.traceweir.capture.CapturedRequest;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks for a trace in files that may hold many; keeps no more than is asked for. */
public final class TraceFinder {
  private static final int MOST = 20;

  private final String wanted;
  private final Map<TraceId, FoundTrace> found = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private boolean more;

  /**
   * Looks for a trace.
   *
   * @param wanted the first digits of a trace id, or all of them; "" for any
   */
  public TraceFinder(String wanted) {
    this.wanted = wanted.toLowerCase(Locale.ROOT);
  }

  /** Reads a file; what is wrong in it is noted, and the rest is read. */
  public void read(Capture capture) {
    boolean over = false;
    while (!over) {
      try {
        CapturedRequest request = capture.next();
        over = request == null;
        if (request != null) {
          add(request);
        }
      } catch (CaptureException e) {
        problem(String.valueOf(e.getMessage()));
      }
    }
  }

  private void add(CapturedRequest request) {
    try {
      new RequestSplitter()
          .split(request.signal(), request.protobuf(), new Taking(request.signal()));
    } catch (MalformedOtlpException e) {
      problem(request.place() + ": no OTLP request: " + e.getMessage());
    }
  }

  private void problem(String problem) {
    if (problems.size() < MOST) {
      problems.add(problem);
    }
  }

  /** The traces that fit, in the order of the files, but never more than {@link #MOST}. */
  public List<FoundTrace> found() {
    return List.copyOf(found.values());
  }

  /** There are more than these. */
  public boolean hasMore() {
    return more;
  }

  /** What could not be read, with its place. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private final class Taking implements RequestSplitter.Output {
    private final Signal signal;

    private Taking(Signal signal) {
      this.signal = signal;
    }

    @Override
    public void trace(
        long idHigh, long idLow, byte[] bytes, int offset, int length, int items, boolean hasRoot) {
      TraceId id = new TraceId(idHigh, idLow);
      if (!id.hex().startsWith(wanted)) {
        return;
      }
      if (!found.containsKey(id) && found.size() == MOST) {
        more = true;
        return;
      }
      byte[] own = Arrays.copyOfRange(bytes, offset, offset + length);
      found
          .computeIfAbsent(id, key -> new FoundTrace(key, new ArrayList<>()))
          .parts()
          .add(new FoundTrace.Part(signal, own));
    }

    @Override
    public void withoutTrace(byte[] request, int items) {}

    @Override
    public void mildWithoutTrace(int items) {}

    @Override
    public void rejected(String reason, byte[] request) {}
  }
}
