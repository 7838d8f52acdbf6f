// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

/**
 * Where a run is reached while it goes on.
 *
 * @param otlp takes spans and logs; empty when nothing does
 * @param page shows the run; empty when there is none
 * @param onlyOwn whether nothing comes but what people send there
 */
public record Addresses(String otlp, String page, boolean onlyOwn) {
  public static final Addresses NONE = new Addresses("", "", false);

  boolean hasAny() {
    return !otlp.isEmpty() || !page.isEmpty();
  }
}
