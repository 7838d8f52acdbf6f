// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.util.Set;

/**
 * What a request held that is in Kafka now.
 *
 * @param items spans or log records that are part of a trace
 * @param withoutTrace log records that are part of none
 * @param rejected spans or log records with broken ids, which become dead letters
 * @param traces all that the request holds a part of
 */
public record Receipt(
    Signal signal, int items, int withoutTrace, int rejected, Set<TraceId> traces) {
  public Receipt {
    traces = Set.copyOf(traces);
  }

  /** What the pipeline will use. */
  int accepted() {
    return items + withoutTrace;
  }

  boolean isEmpty() {
    return accepted() == 0 && rejected == 0;
  }
}
