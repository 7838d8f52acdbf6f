// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who sent it. */
@SuppressWarnings("DoNotCallSuggester")
public final class Resource {
  public String serviceName() {
    throw new UnsupportedOperationException();
  }

  public @Nullable Object attribute(String key) {
    throw new UnsupportedOperationException();
  }

  public Iterable<Map.Entry<String, Object>> attributes() {
    throw new UnsupportedOperationException();
  }
}
