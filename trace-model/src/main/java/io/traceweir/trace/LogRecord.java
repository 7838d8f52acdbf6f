// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import org.jspecify.annotations.Nullable;

/** A log record. */
@SuppressWarnings("DoNotCallSuggester")
public final class LogRecord {
  public int index() {
    throw new UnsupportedOperationException();
  }

  public long timeNanos() {
    throw new UnsupportedOperationException();
  }

  public int severityNumber() {
    throw new UnsupportedOperationException();
  }

  public String severityText() {
    throw new UnsupportedOperationException();
  }

  public @Nullable String body() {
    throw new UnsupportedOperationException();
  }

  public long spanId() {
    throw new UnsupportedOperationException();
  }

  public @Nullable Object attribute(int slot) {
    throw new UnsupportedOperationException();
  }

  public Resource resource() {
    throw new UnsupportedOperationException();
  }

  public Scope scope() {
    throw new UnsupportedOperationException();
  }
}
