// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.spanmetrics;

import org.jspecify.annotations.Nullable;

/**
 * An attribute that becomes part of the series: of the span, else of its resource, else the
 * fallback, else left out.
 */
public record Dimension(String name, @Nullable String fallback) {
  public Dimension {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a dimension needs a name");
    }
  }

  public static Dimension of(String name) {
    return new Dimension(name, null);
  }
}
