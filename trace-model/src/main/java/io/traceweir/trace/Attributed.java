// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import org.jspecify.annotations.Nullable;

/**
 * What has attributes that are found by the slots of their names: spans, their events, log records.
 */
public interface Attributed {
  /** String, Long, Double, Boolean, byte[]; JSON text for lists and maps; null when absent. */
  @Nullable Object attribute(int slot);

  /** Whether {@link #attribute} is not null, without decoding it. */
  boolean hasAttribute(int slot);

  /** Whether the attribute was sent as a text; of a list or map {@link #attribute} makes one. */
  boolean isText(int slot);

  /**
   * Whether {@link #attribute} is a text with this one in its place, without decoding it where that
   * can be told.
   */
  boolean isAttribute(int slot, WantedText wanted);
}
