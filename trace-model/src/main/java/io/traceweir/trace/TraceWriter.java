// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.util.function.Consumer;

/** Assembles kept spans and logs again from the bytes they came in. */
@SuppressWarnings("DoNotCallSuggester")
public final class TraceWriter {
  /** Returns how many spans were cut. */
  public int spans(Trace trace, Annotation annotation, int maxBytes, Consumer<byte[]> out) {
    throw new UnsupportedOperationException();
  }

  /** Returns how many log records were cut. */
  public int logs(Trace trace, int maxBytes, Consumer<byte[]> out) {
    throw new UnsupportedOperationException();
  }
}
