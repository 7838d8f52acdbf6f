// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.tracestate;

import org.jspecify.annotations.Nullable;

/** The {@code ot} member of a W3C tracestate. */
@SuppressWarnings("DoNotCallSuggester")
public final class OtelTraceState {
  private OtelTraceState() {}

  public static OtelTraceState parse(@Nullable String header) {
    throw new UnsupportedOperationException();
  }

  public long threshold() {
    throw new UnsupportedOperationException();
  }

  public long randomness() {
    throw new UnsupportedOperationException();
  }

  public boolean isParsable() {
    throw new UnsupportedOperationException();
  }

  public static @Nullable String withThreshold(@Nullable String header, long threshold) {
    throw new UnsupportedOperationException();
  }
}
