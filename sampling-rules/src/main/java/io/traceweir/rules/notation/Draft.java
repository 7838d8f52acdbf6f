// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span, log or event as far as it has been read. */
abstract class Draft {
  final int offset;
  final @Nullable SpanDraft parent;
  final Map<String, Object> attributes = new LinkedHashMap<>();

  /** After the start of the parent; of a log or an event, of its span. */
  @Nullable Long startsAfterNanos;

  /** It comes after the decision, and so does what is below it. */
  boolean isLate;

  Draft(int offset, @Nullable SpanDraft parent) {
    this.offset = offset;
    this.parent = parent;
    this.isLate = parent != null && parent.isLate;
  }
}
