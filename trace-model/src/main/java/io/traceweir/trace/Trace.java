// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.tracestate.OtelTraceState;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A trace as far as it is here: distinct spans (by span id and kind) and log records, in order of
 * arrival. Valid until its reader begins another one.
 */
public final class Trace {
  private static final long RANDOMNESS_BITS = (1L << 56) - 1;

  final Pool<Span> spans;
  final Pool<LogRecord> logs;
  int unreadable;
  private final SpanTable distinct = new SpanTable(true);
  private final SpanTable byId = new SpanTable(false);
  private int spansById;
  private long idHigh;
  private long idLow;
  private long startNanos;
  private long endNanos;
  private int errorCount;
  private int duplicates;
  private @Nullable IntPredicate isNew;
  private int misplaced;
  private long bytes;
  private long requestBytes;
  private long changes;
  private boolean oddTime;
  private @Nullable Span parentless;
  private final int truncatedSlot;

  /**
   * @param truncatedSlot of the attribute that says that an item has lost something
   */
  Trace(Pool<Span> spans, Pool<LogRecord> logs, int truncatedSlot) {
    this.truncatedSlot = truncatedSlot;
    this.spans = spans;
    this.logs = logs;
  }

  void begin(long idHigh, long idLow, @Nullable IntPredicate isNew) {
    changes++;
    this.isNew = isNew;
    this.idHigh = idHigh;
    this.idLow = idLow;
    spans.clear();
    logs.clear();
    distinct.clear();
    byId.clear();
    spansById = 0;
    duplicates = 0;
    unreadable = 0;
    misplaced = 0;
    startNanos = 0;
    endNanos = 0;
    errorCount = 0;
    bytes = 0;
    requestBytes = 0;
    oddTime = false;
    parentless = null;
  }

  /** Takes the span that the pool lent last, unless it is here already. */
  void take(Span span) {
    if ((isNew != null && !isNew.test(span.fingerprint())) || !distinct.add(span)) {
      duplicates++;
      return;
    }
    changes++;
    spans.keep();
    boolean first = spans.size() == 1;
    if (first || Long.compareUnsigned(span.startNanos, startNanos) < 0) {
      startNanos = span.startNanos;
    }
    if (first || Long.compareUnsigned(span.endNanos, endNanos) > 0) {
      endNanos = span.endNanos;
    }
    if (span.parentId == 0 && (parentless == null || isEarlier(span, parentless))) {
      parentless = span;
    }
    errorCount += span.isError() ? 1 : 0;
    unreadable += span.unreadable ? 1 : 0;
    oddTime |= span.hasOddTime();
    bytes += span.length;
  }

  /** Takes the log record that the pool lent last. */
  void take(LogRecord log) {
    changes++;
    logs.keep();
    unreadable += log.unreadable ? 1 : 0;
    bytes += log.length;
  }

  /** Leaves out what the pool lent last: its trace id is another one, or cannot be read. */
  void leave(TraceItem item) {
    if (item.unreadable) {
      unreadable++;
    } else {
      misplaced++;
    }
  }

  public long idHigh() {
    return idHigh;
  }

  public long idLow() {
    return idLow;
  }

  /** 32 lower-case hex digits. */
  public String idHex() {
    return TraceId.hex(idHigh, idLow);
  }

  public int spanCount() {
    return spans.size();
  }

  public Span span(int i) {
    return spans.get(i);
  }

  /** Grows with all that comes: the same number stands for the same content. */
  public long changes() {
    return changes;
  }

  public int logCount() {
    return logs.size();
  }

  public LogRecord log(int i) {
    return logs.get(i);
  }

  /** A span without parent id is here. */
  public boolean hasRoot() {
    return parentless != null;
  }

  /**
   * The earliest span without parent id; else the entry root, the earliest SERVER or CONSUMER span
   * whose parent is not here; else null.
   */
  public @Nullable Span root() {
    return parentless != null ? parentless : entryRoot();
  }

  private @Nullable Span entryRoot() {
    Span earliest = null;
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (SpanKinds.isEntry(span)
          && (earliest == null || isEarlier(span, earliest))
          && parent(span) == null) {
        earliest = span;
      }
    }
    return earliest;
  }

  /** The root, else the span that started first; null only when there are no spans. */
  @Nullable Span rootOrEarliest() {
    Span root = root();
    if (root != null || spans.size() == 0) {
      return root;
    }
    Span earliest = spans.get(0);
    for (int i = 1; i < spans.size(); i++) {
      earliest = isEarlier(spans.get(i), earliest) ? spans.get(i) : earliest;
    }
    return earliest;
  }

  private static boolean isEarlier(Span a, Span b) {
    return Long.compareUnsigned(a.startNanos, b.startNanos) < 0;
  }

  /** Null when it has none or it is not here. Following parents may lead in a circle. */
  public @Nullable Span parent(Span span) {
    if (span.parentId == 0) {
      return null;
    }
    Span parent = withId(span.parentId);
    return Objects.equals(parent, span) ? null : parent;
  }

  /** Of spans that share an id the one that stands for all: the server's, if there is one. */
  public @Nullable Span withId(long id) {
    while (spansById < spans.size()) {
      byId.add(spans.get(spansById++));
    }
    return byId.find(id);
  }

  /** Of the span that starts first; 0 without spans. */
  public long startNanos() {
    return startNanos;
  }

  /** Of the span that ends last; 0 without spans. */
  public long endNanos() {
    return endNanos;
  }

  /** From the earliest start to the latest end, 0 or more. */
  public long durationNanos() {
    return Nanos.between(startNanos, endNanos);
  }

  /** Spans with status ERROR. */
  public int errorCount() {
    return errorCount;
  }

  /** Spans that came again. */
  public int duplicates() {
    return duplicates;
  }

  /** Items and fragments in which something could not be read. */
  public int unreadable() {
    return unreadable;
  }

  /** Something was too large for a record on its way here, or damaged, and has been cut. */
  public boolean isTruncated() {
    return isTruncated(spans) || isTruncated(logs);
  }

  private boolean isTruncated(Pool<? extends TraceItem> items) {
    for (int i = 0; i < items.size(); i++) {
      TraceItem item = items.get(i);
      if (item.attribute(truncatedSlot) != null || item.resource().isTruncated()) {
        return true;
      }
    }
    return false;
  }

  /** Items of another trace among the fragments; they are left out. */
  public int misplaced() {
    return misplaced;
  }

  /** Of the spans and log records on the wire, without the resources and scopes around them. */
  public long bytes() {
    return bytes;
  }

  /** Notes a request that holds spans. */
  void requested(int length) {
    requestBytes += length;
  }

  /** Of the requests that the spans came in, with all that is around them. */
  public long requestBytes() {
    return requestBytes;
  }

  /** 56 bits: {@code rv} of the first span that has one, else the last 56 bits of the trace id. */
  public long randomness() {
    for (int i = 0; i < spans.size(); i++) {
      String header = spans.get(i).traceState();
      long randomness = header == null ? -1 : OtelTraceState.parse(header).randomness();
      if (randomness >= 0) {
        return randomness;
      }
    }
    return idLow & RANDOMNESS_BITS;
  }

  /** A span ends before it starts, or lies far from our time. */
  public boolean hasOddTime() {
    return oddTime;
  }
}
