// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.ruletest;

import io.traceweir.capture.CapturedRequest;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import io.traceweir.rules.notation.Requests;
import io.traceweir.rules.testing.TestedTrace;
import io.traceweir.trace.TraceId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Requests out of files, and the traces that are in them. */
final class RecordedTraces {
  static final int MAX_BYTES = 64 << 20;

  private final List<Recorded> requests = new ArrayList<>();
  private final Set<TraceId> ids = new LinkedHashSet<>();
  private long bytes;

  private record Recorded(Signal signal, byte[] protobuf, Set<TraceId> ids) {}

  /** Collects the ids in a request. */
  private record Ids(Set<TraceId> found) implements RequestSplitter.Visitor {
    @Override
    public void trace(long idHigh, long idLow, int items) {
      found.add(new TraceId(idHigh, idLow));
    }

    @Override
    public void withoutTrace(int items) {}

    @Override
    public void rejected(int items) {}
  }

  /** False when there is too much. */
  boolean add(CapturedRequest request) throws MalformedOtlpException {
    bytes += request.protobuf().length;
    Ids in = new Ids(new LinkedHashSet<>());
    new RequestSplitter().visit(request.signal(), request.protobuf(), in);
    requests.add(new Recorded(request.signal(), request.protobuf(), in.found()));
    ids.addAll(in.found());
    return bytes <= MAX_BYTES;
  }

  Set<TraceId> ids() {
    return ids;
  }

  /** One of them. */
  TestedTrace trace(TraceId id) {
    Requests inTime = new Requests(all(Signal.SPANS, id), all(Signal.LOGS, id));
    return new TestedTrace() {
      @Override
      public Optional<TraceId> id() {
        return Optional.of(id);
      }

      @Override
      public boolean hasLate() {
        return false;
      }

      @Override
      public Requests inTime(TraceId ignored) {
        return inTime;
      }

      @Override
      public Requests late(TraceId ignored) {
        return new Requests(new byte[0], new byte[0]);
      }
    };
  }

  /** Requests one behind the other are one request; what is of other traces is left out later. */
  private byte[] all(Signal signal, TraceId id) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Recorded request : requests) {
      if (request.signal() == signal && request.ids().contains(id)) {
        all.writeBytes(request.protobuf());
      }
    }
    return all.toByteArray();
  }
}
