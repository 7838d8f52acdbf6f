// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When everything happens. A span without a duration lasts as long as what is below it, and 1 ms
 * when there is nothing. A span without a start begins when the one above it with the same parent
 * ends; where the parent would be over by then, so early that it ends with its parent.
 */
final class Timeline {
  /** So that 20,000 of them, one after the other, are still a time. */
  static final long LONGEST_NANOS = 24L * 3600 * 1_000_000_000;

  private static final long SHORTEST_NANOS = 1_000_000;

  private final List<Placed> placed = new ArrayList<>();
  private final IdentityHashMap<SpanDraft, Long> lengths = new IdentityHashMap<>();

  private Timeline() {}

  /** Roots and orphans each begin where the trace does. */
  static List<Placed> of(List<SpanDraft> tops, long originNanos) {
    Timeline timeline = new Timeline();
    for (SpanDraft top : tops) {
      timeline.place(List.of(top), null, originNanos);
    }
    return List.copyOf(timeline.placed);
  }

  /** One occurrence of a span. */
  private interface Each {
    void at(SpanDraft span, long startsAfter);
  }

  private void place(List<SpanDraft> spans, @Nullable Placed parent, long originNanos) {
    Long room = parent == null ? null : parent.draft().lastsNanos;
    forEach(
        spans,
        room,
        (span, startsAfter) -> {
          long start = originNanos + startsAfter;
          Placed one = new Placed(span, parent, placed.size() + 1, start, start + length(span));
          placed.add(one);
          place(span.children, one, start);
        });
  }

  private void forEach(List<SpanDraft> spans, @Nullable Long room, Each each) {
    long previousEnd = 0;
    for (SpanDraft span : spans) {
      long length = length(span);
      for (int i = 0; i < span.repetitions(); i++) {
        Long stated = i == 0 ? span.startsAfterNanos : null;
        long fits = room == null ? previousEnd : Math.max(0, Math.min(previousEnd, room - length));
        long start = stated == null ? fits : stated;
        each.at(span, start);
        previousEnd = start + length;
      }
    }
  }

  private long length(SpanDraft span) {
    if (span.lastsNanos != null) {
      return span.lastsNanos;
    }
    Long known = lengths.get(span);
    if (known != null) {
      return known;
    }
    long[] latest = {SHORTEST_NANOS};
    forEach(
        span.children,
        null,
        (child, startsAfter) -> latest[0] = Math.max(latest[0], startsAfter + length(child)));
    lengths.put(span, latest[0]);
    return latest[0];
  }
}
