// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

/** An event of a span. */
final class EventDraft extends Draft {
  String name = "";

  EventDraft(int offset, SpanDraft parent) {
    super(offset, parent);
  }
}
