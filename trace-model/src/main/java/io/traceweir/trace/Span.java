// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import org.jspecify.annotations.Nullable;

/** A span. */
@SuppressWarnings("DoNotCallSuggester")
public final class Span {
  public int index() {
    throw new UnsupportedOperationException();
  }

  public long id() {
    throw new UnsupportedOperationException();
  }

  public long parentId() {
    throw new UnsupportedOperationException();
  }

  public String name() {
    throw new UnsupportedOperationException();
  }

  public int kind() {
    throw new UnsupportedOperationException();
  }

  public int status() {
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

  public int flags() {
    throw new UnsupportedOperationException();
  }

  public @Nullable String traceState() {
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

  public int fingerprint() {
    throw new UnsupportedOperationException();
  }

  public boolean hasOddTime() {
    throw new UnsupportedOperationException();
  }

  public boolean isUnreadable() {
    throw new UnsupportedOperationException();
  }
}
