// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.calls;

import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the service that the root waited for most: the one with the most time of its own on the
 * critical path.
 *
 * <p>The path is walked back from the end of the root. Of a span's children the one that ends last
 * is what the span waited for: from its end on the time is the span's own, before that it is the
 * child's and is asked of the child in the same way; then the walk goes on at the child's start,
 * with the last of those that had ended by then. A child counts as far as it lies within the span.
 * This follows CRISP (Zhang et al., "CRISP: Critical Path Analysis of Large-Scale Microservice
 * Architectures", USENIX ATC 2022), without its tolerance for small overlaps of siblings.
 */
final class CriticalPath implements IntSort.Order {
  private final IntSort sort = new IntSort();
  private int[] waiting = {};
  private int[] children = {};
  private long[] from = {};
  private long[] to = {};
  private long[] own = {};
  private @Nullable Trace trace;

  /** Null without a root; "" when the service has no name. */
  @Nullable String service(Trace trace, CallTree tree, Services services, @Nullable Span root) {
    if (root == null) {
      return null;
    }
    this.trace = trace;
    reserve(trace.spanCount());
    Arrays.fill(own, 0, services.numbers(), 0);
    int size = 0;
    from[root.index()] = time(root.startNanos());
    to[root.index()] = time(root.endNanos());
    waiting[size++] = root.index();
    while (size > 0) {
      size = walk(waiting[size - 1], size - 1, tree, services);
    }
    return longest(services, services.ofSpan(root.index()));
  }

  private void reserve(int spans) {
    if (!Capacity.fits(waiting.length, spans)) {
      int capacity = Capacity.of(spans);
      waiting = new int[capacity];
      children = new int[capacity];
      from = new long[capacity];
      to = new long[capacity];
      own = new long[capacity];
    }
  }

  /** Adds up the span's own time; puts the children on the path to those that are waiting. */
  private int walk(int span, int size, CallTree tree, Services services) {
    int count = collect(span, tree);
    sort.sort(children, count, this);
    long until = to[span];
    long mine = 0;
    for (int i = 0; i < count; i++) {
      int child = children[i];
      if (to[child] <= until) {
        mine += until - to[child];
        until = from[child];
        waiting[size++] = child;
      }
    }
    own[services.ofSpan(span)] += mine + Math.max(0, until - from[span]);
    return size;
  }

  /** The children that lie in the span at least in part, and which part that is. */
  private int collect(int span, CallTree tree) {
    int count = 0;
    for (int child = tree.firstChild(span);
        child != CallTree.NONE;
        child = tree.nextSibling(child)) {
      from[child] = Math.max(from[span], time(span(child).startNanos()));
      to[child] = Math.min(to[span], time(span(child).endNanos()));
      if (from[child] < to[child]) {
        children[count++] = child;
      }
    }
    return count;
  }

  /** OTLP's times are unsigned; what lies beyond 2262 is all the same. */
  private static long time(long nanos) {
    return nanos < 0 ? Long.MAX_VALUE : nanos;
  }

  /** The last to end, the longest of those; the rest only makes the order a certain one. */
  @Override
  public int compare(int a, int b) {
    int order = Long.compare(to[b], to[a]);
    order = order != 0 ? order : Long.compare(from[a], from[b]);
    order = order != 0 ? order : Long.compareUnsigned(span(a).id(), span(b).id());
    return order != 0 ? order : Integer.compare(span(a).kind(), span(b).kind());
  }

  /** Of services with equal times the first by name, so that the order of arrival is no matter. */
  private String longest(Services services, int ofRoot) {
    int best = ofRoot;
    for (int i = 0; i < services.numbers(); i++) {
      boolean isFirst = own[i] > 0 && services.name(i).compareTo(services.name(best)) < 0;
      if (own[i] > own[best] || (own[i] == own[best] && isFirst)) {
        best = i;
      }
    }
    return services.name(best);
  }

  private Span span(int i) {
    Trace asked = trace;
    if (asked == null) {
      throw new IllegalStateException("no trace");
    }
    return asked.span(i);
  }
}
