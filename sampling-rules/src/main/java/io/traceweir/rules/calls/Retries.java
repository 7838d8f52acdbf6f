// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.calls;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT_VALUE;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CONSUMER_VALUE;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_PRODUCER_VALUE;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER_VALUE;

import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls that were made again: CLIENT or PRODUCER spans of the same parent id, service, name
 * and kind, beyond the first.
 *
 * <p>Names are often no more than a method: three calls "GET" may be three different ones. What
 * they reached tells them apart, the SERVER or CONSUMER span below a call, by its service and name.
 * A call that reached nothing may have meant any of those, so of n calls that reached d different
 * things n - d were made again.
 */
final class Retries implements IntSort.Order {
  private final IntSort sort = new IntSort();
  private int[] calls = {};
  private @Nullable Span[] reached = {};
  private @Nullable Trace trace;

  int in(Trace trace, CallTree tree) {
    this.trace = trace;
    int size = collect(trace);
    if (size < 2) {
      return 0;
    }
    findReached(trace, tree);
    sort.sort(calls, size, this);
    return count(size);
  }

  private int collect(Trace trace) {
    int spans = trace.spanCount();
    if (!Capacity.fits(calls.length, spans)) {
      calls = new int[Capacity.of(spans)];
      reached = new @Nullable Span[Capacity.of(spans)];
    }
    int size = 0;
    for (int i = 0; i < spans; i++) {
      reached[i] = null;
      Span span = trace.span(i);
      if (isCall(span) && span.parentId() != 0) {
        calls[size++] = i;
      }
    }
    return size;
  }

  private static boolean isCall(Span span) {
    return span.kind() == SPAN_KIND_CLIENT_VALUE || span.kind() == SPAN_KIND_PRODUCER_VALUE;
  }

  /** Where several spans entered below one call, the earliest says what it reached. */
  private void findReached(Trace trace, CallTree tree) {
    for (int i = 0; i < trace.spanCount(); i++) {
      Span span = trace.span(i);
      int parent = tree.parent(i);
      boolean enters =
          span.kind() == SPAN_KIND_SERVER_VALUE || span.kind() == SPAN_KIND_CONSUMER_VALUE;
      if (enters && parent != CallTree.NONE) {
        Span before = reached[parent];
        reached[parent] = before == null || isBefore(span, before) ? span : before;
      }
    }
  }

  private static boolean isBefore(Span a, Span b) {
    int order = Long.compareUnsigned(a.startNanos(), b.startNanos());
    return (order == 0 ? Long.compareUnsigned(a.id(), b.id()) : order) < 0;
  }

  private int count(int size) {
    int retries = 0;
    int group = 1;
    int different = isReached(calls[0]) ? 1 : 0;
    for (int i = 1; i < size; i++) {
      int order = compareCalls(calls[i - 1], calls[i]);
      if (order != 0) {
        retries += group - Math.max(1, different);
        group = 0;
        different = 0;
      }
      boolean isNew = order != 0 || compareReached(calls[i - 1], calls[i]) != 0;
      group++;
      different += isNew && isReached(calls[i]) ? 1 : 0;
    }
    return retries + group - Math.max(1, different);
  }

  private boolean isReached(int call) {
    return reached[call] != null;
  }

  @Override
  public int compare(int a, int b) {
    int order = compareCalls(a, b);
    return order != 0 ? order : compareReached(a, b);
  }

  private int compareCalls(int i, int j) {
    Span a = span(i);
    Span b = span(j);
    int order = Long.compare(a.parentId(), b.parentId());
    order = order != 0 ? order : Integer.compare(a.kind(), b.kind());
    return order != 0 ? order : compareNames(a, b);
  }

  private int compareReached(int i, int j) {
    Span a = reached[i];
    Span b = reached[j];
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return compareNames(a, b);
  }

  private static int compareNames(Span a, Span b) {
    int order = compare(a.resource().serviceName(), b.resource().serviceName());
    return order != 0 ? order : compare(a.name(), b.name());
  }

  /** Equal texts are mostly one object. */
  @SuppressWarnings("ReferenceEquality")
  private static int compare(String a, String b) {
    return a == b ? 0 : a.compareTo(b);
  }

  private Span span(int i) {
    Trace asked = trace;
    if (asked == null) {
      throw new IllegalStateException("no trace");
    }
    return asked.span(i);
  }
}
