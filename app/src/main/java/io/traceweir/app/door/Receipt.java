// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.util.Set;

/**
 * What a request held that is in Kafka now.
 *
 * @param items spans or log records that the pipeline will use
 * @param rejected spans or log records with broken ids, which become dead letters
 * @param traces all that the request holds a part of
 */
public record Receipt(Signal signal, int items, int rejected, Set<TraceId> traces) {
  public Receipt {
    traces = Set.copyOf(traces);
  }

  boolean isEmpty() {
    return items == 0 && rejected == 0;
  }
}
