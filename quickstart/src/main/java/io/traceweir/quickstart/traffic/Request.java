// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import com.google.protobuf.ByteString;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.util.Set;

/**
 * One OTLP request on its way to Kafka.
 *
 * @param timeMillis the record's timestamp: the latest span end or log time in the request, or
 *     later when it was held up
 * @param value protobuf
 * @param items spans or log records
 * @param traces all that the request holds a part of
 */
public record Request(
    Signal signal, long timeMillis, ByteString value, int items, Set<TraceId> traces) {
  public Request {
    traces = Set.copyOf(traces);
  }

  /** The same, sent when this time has come, or at its own when that is later. */
  Request notBefore(long nanos) {
    // Rounded up, as the time of what is in it.
    return at(Math.max(timeMillis, Math.floorDiv(nanos + 999_999, 1_000_000)));
  }

  /** The same, sent at this time. */
  Request at(long millis) {
    return new Request(signal, millis, value, items, traces);
  }
}
