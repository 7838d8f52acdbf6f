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
 * Which span hangs below which, by their places in the trace.
 *
 * <p>A span has at most one parent and the root has none. So what hangs below the root is a tree,
 * whatever ids were sent: spans that are each other's parents hang together somewhere else, and a
 * walk from the root ends.
 */
final class CallTree {
  static final int NONE = -1;

  private int[] parents = {};
  private int[] firstChildren = {};
  private int[] nextSiblings = {};
  private int orphans;

  void build(Trace trace, @Nullable Span root) {
    int spans = trace.spanCount();
    if (!Capacity.fits(parents.length, spans)) {
      int capacity = Capacity.of(spans);
      parents = new int[capacity];
      firstChildren = new int[capacity];
      nextSiblings = new int[capacity];
    }
    orphans = 0;
    for (int i = 0; i < spans; i++) {
      parents[i] = parentOf(trace.span(i), trace);
      firstChildren[i] = NONE;
    }
    joinHalves(trace, root);
    link(spans);
  }

  private int parentOf(Span span, Trace trace) {
    if (span.parentId() == 0) {
      return NONE;
    }
    Span parent = trace.withId(span.parentId());
    orphans += parent == null ? 1 : 0;
    return parent == null || isSame(parent, span) ? NONE : parent.index();
  }

  private static boolean isSame(Span a, Span b) {
    return a.index() == b.index();
  }

  /** Where both sides of a call have one span id, as in Zipkin, the callee hangs below the call. */
  private void joinHalves(Trace trace, @Nullable Span root) {
    for (int i = 0; i < trace.spanCount(); i++) {
      Span call = trace.span(i);
      int kind = call.kind();
      if (kind == SPAN_KIND_CLIENT_VALUE || kind == SPAN_KIND_PRODUCER_VALUE) {
        Span other = trace.withId(call.id());
        if (other != null
            && answers(kind, other.kind())
            && (root == null || !isSame(other, root))) {
          parents[other.index()] = i;
        }
      }
    }
  }

  private static boolean answers(int call, int kind) {
    return call == SPAN_KIND_CLIENT_VALUE
        ? kind == SPAN_KIND_SERVER_VALUE
        : kind == SPAN_KIND_CONSUMER_VALUE;
  }

  private void link(int spans) {
    for (int i = spans - 1; i >= 0; i--) {
      int parent = parents[i];
      if (parent != NONE) {
        nextSiblings[i] = firstChildren[parent];
        firstChildren[parent] = i;
      }
    }
  }

  /** Spans whose parent id is set and belongs to no span that is here. */
  int orphans() {
    return orphans;
  }

  int parent(int span) {
    return parents[span];
  }

  /** {@link #NONE} when there is none. */
  int firstChild(int span) {
    return firstChildren[span];
  }

  /** The next child of the same parent, in the order of the trace. */
  int nextSibling(int span) {
    return nextSiblings[span];
  }
}
