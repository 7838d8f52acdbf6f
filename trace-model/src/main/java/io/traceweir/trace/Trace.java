// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import org.jspecify.annotations.Nullable;

/** A trace as far as it is here. Valid until the next {@link TraceReader#begin}. */
@SuppressWarnings("DoNotCallSuggester")
public final class Trace {
  public long idHigh() {
    throw new UnsupportedOperationException();
  }

  public long idLow() {
    throw new UnsupportedOperationException();
  }

  public String idHex() {
    throw new UnsupportedOperationException();
  }

  public int spanCount() {
    throw new UnsupportedOperationException();
  }

  public Span span(int i) {
    throw new UnsupportedOperationException();
  }

  public int logCount() {
    throw new UnsupportedOperationException();
  }

  public LogRecord log(int i) {
    throw new UnsupportedOperationException();
  }

  public @Nullable Span root() {
    throw new UnsupportedOperationException();
  }

  public boolean hasRoot() {
    throw new UnsupportedOperationException();
  }

  public @Nullable Span parent(Span span) {
    throw new UnsupportedOperationException();
  }

  public long startNanos() {
    throw new UnsupportedOperationException();
  }

  public long endNanos() {
    throw new UnsupportedOperationException();
  }

  public long durationNanos() {
    throw new UnsupportedOperationException();
  }

  public int errorCount() {
    throw new UnsupportedOperationException();
  }

  public int duplicates() {
    throw new UnsupportedOperationException();
  }

  public int unreadable() {
    throw new UnsupportedOperationException();
  }

  public int misplaced() {
    throw new UnsupportedOperationException();
  }

  public long bytes() {
    throw new UnsupportedOperationException();
  }

  public long randomness() {
    throw new UnsupportedOperationException();
  }

  public boolean hasOddTime() {
    throw new UnsupportedOperationException();
  }
}
