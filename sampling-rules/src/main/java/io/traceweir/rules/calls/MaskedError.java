// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.calls;

import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import org.jspecify.annotations.Nullable;

/** Whether something below the root failed and the root says nothing of it. */
final class MaskedError {
  private int[] waiting = {};

  boolean isIn(Trace trace, CallTree tree, @Nullable Span root) {
    if (root == null || root.isError() || trace.errorCount() == 0) {
      return false;
    }
    if (!Capacity.fits(waiting.length, trace.spanCount())) {
      waiting = new int[Capacity.of(trace.spanCount())];
    }
    int size = 0;
    waiting[size++] = root.index();
    while (size > 0) {
      int span = waiting[--size];
      for (int child = tree.firstChild(span);
          child != CallTree.NONE;
          child = tree.nextSibling(child)) {
        if (trace.span(child).isError()) {
          return true;
        }
        waiting[size++] = child;
      }
    }
    return false;
  }
}
