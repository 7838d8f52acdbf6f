// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import org.jspecify.annotations.Nullable;

/** The instrumentation. */
@SuppressWarnings("DoNotCallSuggester")
public final class Scope {
  public String name() {
    throw new UnsupportedOperationException();
  }

  public String version() {
    throw new UnsupportedOperationException();
  }

  public @Nullable Object attribute(String key) {
    throw new UnsupportedOperationException();
  }
}
