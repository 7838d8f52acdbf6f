// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Which spans and log records of a trace are written: all, or only some of a giant one. */
public final class Selection {
  private static final int ERROR = SeverityNumber.SEVERITY_NUMBER_ERROR_VALUE;

  private final Trace trace;
  private final BitSet spans;
  private final BitSet logs;

  private Selection(Trace trace, BitSet spans, BitSet logs) {
    this.trace = trace;
    this.spans = spans;
    this.logs = logs;
  }

  /** Everything. */
  public static Selection all(Trace trace) {
    var selection = none(trace);
    selection.spans.set(0, trace.spanCount());
    selection.logs.set(0, trace.logCount());
    return selection;
  }

  /** Nothing. */
  public static Selection none(Trace trace) {
    return new Selection(trace, new BitSet(), new BitSet());
  }

  /**
   * What comes first, in order of arrival, spans before log records: up to so many of both
   * together, and so many of their bytes.
   */
  public static Selection first(Trace trace, int items, long bytes) {
    var selection = none(trace);
    int left = items;
    long bytesLeft = bytes;
    for (int i = 0; i < trace.spanCount() && left > 0; i++, left--) {
      bytesLeft -= trace.span(i).length;
      if (bytesLeft < 0) {
        return selection;
      }
      selection.spans.set(i);
    }
    for (int i = 0; i < trace.logCount() && left > 0; i++, left--) {
      bytesLeft -= trace.log(i).length;
      if (bytesLeft < 0) {
        return selection;
      }
      selection.logs.set(i);
    }
    return selection;
  }

  /**
   * What tells the story of a giant trace, and with it what was selected already: failed spans and
   * their ancestors, spans without a parent id, SERVER and CONSUMER spans whose parent is not here,
   * and log records that are errors or worse.
   */
  public Selection withEssentials() {
    var more = new Selection(trace, (BitSet) spans.clone(), (BitSet) logs.clone());
    var climbed = new BitSet();
    for (int i = 0; i < trace.spanCount(); i++) {
      Span span = trace.span(i);
      if (span.isError()) {
        more.addWithAncestors(span, climbed);
      } else if (isEntry(span)) {
        more.spans.set(i);
      }
    }
    for (int i = 0; i < trace.logCount(); i++) {
      if (trace.log(i).severityNumber() >= ERROR) {
        more.logs.set(i);
      }
    }
    return more;
  }

  private boolean isEntry(Span span) {
    return span.parentId() == 0 || (SpanKinds.isEntry(span) && trace.parent(span) == null);
  }

  /** Parents may lead in a circle, and many failed spans share them: no one is climbed twice. */
  private void addWithAncestors(Span failed, BitSet climbed) {
    for (Span s = failed; s != null && !climbed.get(s.index()); s = trace.parent(s)) {
      climbed.set(s.index());
      spans.set(s.index());
    }
  }

  /** Selected spans. */
  public int spanCount() {
    return spans.cardinality();
  }

  /** Selected log records. */
  public int logCount() {
    return logs.cardinality();
  }

  boolean has(Span span) {
    return spans.get(span.index());
  }

  boolean has(LogRecord log) {
    return logs.get(log.index());
  }

  /** The root if it is selected, else the selected span that started first. */
  @Nullable Span rootOrEarliest() {
    Span root = trace.rootOrEarliest();
    if (root == null || has(root)) {
      return root;
    }
    Span earliest = null;
    for (int i = spans.nextSetBit(0); i >= 0; i = spans.nextSetBit(i + 1)) {
      Span span = trace.span(i);
      if (earliest == null || Long.compareUnsigned(span.startNanos(), earliest.startNanos()) < 0) {
        earliest = span;
      }
    }
    return earliest;
  }
}
