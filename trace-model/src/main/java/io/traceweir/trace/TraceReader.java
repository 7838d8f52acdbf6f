// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Signal;

/** Reads the fragments of one trace once. Reused, one thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class TraceReader {
  public TraceReader(AttributeNames names, ResourceCache resources) {}

  public void begin(long idHigh, long idLow) {
    throw new UnsupportedOperationException();
  }

  public void add(Signal signal, byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  public Trace finish() {
    throw new UnsupportedOperationException();
  }
}
