// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was read back.
 *
 * @param address it was read from
 * @param failure why it is not here; null when it is
 */
public record Recalled(
    TraceId id, Address address, @Nullable Failure failure, List<Part> parts, long bytes) {
  public Recalled {
    parts = List.copyOf(parts);
  }

  /** Why a trace cannot be brought back. */
  public enum Failure {
    /** The topic has removed a part of it. */
    RETENTION,
    /** Too much has to be read to find it. */
    TOO_LONG,
    /** The brokers did not answer, several times. */
    READ_ERROR;

    /** The word used in events and metrics. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A part of the trace: an OTLP request in a range of an array. */
  public record Part(Signal signal, byte[] array, int offset, int length) {}

  static Recalled failed(Recall.Request request, Failure why) {
    return new Recalled(request.id(), request.address(), why, List.of(), 0);
  }

  static Recalled found(Recall.Request request, Found found) {
    return new Recalled(request.id(), request.address(), null, found.parts(), found.bytes());
  }
}
