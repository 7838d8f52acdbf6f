// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The spans of one trace, by who called whom. */
final class SpanTree {
  private static final int DEEPEST = 1_000;

  private final List<KeptSpan> spans;
  private final Map<ByteString, KeptSpan> byId = new HashMap<>();
  private final Map<ByteString, List<KeptSpan>> children = new HashMap<>();

  SpanTree(List<KeptSpan> spans) {
    this.spans = List.copyOf(spans);
    for (KeptSpan span : spans) {
      byId.put(span.id(), span);
      if (!span.parent().isEmpty()) {
        children.computeIfAbsent(span.parent(), id -> new ArrayList<>()).add(span);
      }
    }
  }

  int services() {
    return (int) spans.stream().map(KeptSpan::service).distinct().count();
  }

  /** The earliest span without a parent. */
  Optional<KeptSpan> root() {
    return spans.stream()
        .filter(span -> span.parent().isEmpty())
        .min(Comparator.comparingLong(KeptSpan::start));
  }

  /** Failed spans that did not fail because one that they called did: where errors began. */
  List<KeptSpan> origins() {
    return spans.stream()
        .filter(KeptSpan::hasFailed)
        .filter(span -> childrenOf(span).stream().noneMatch(KeptSpan::hasFailed))
        .sorted(
            Comparator.comparingInt(this::depth)
                .reversed()
                .thenComparingLong(KeptSpan::end)
                .thenComparing(KeptSpan::place))
        .toList();
  }

  /** The one that spent the most time while none of its own calls was running. */
  Optional<KeptSpan> busiest() {
    return spans.stream().max(Comparator.comparingLong(this::ownNanos));
  }

  /** The time of a span that is no time of its calls, which may overlap, and outlast it. */
  long ownNanos(KeptSpan span) {
    List<KeptSpan> calls =
        childrenOf(span).stream().sorted(Comparator.comparingLong(KeptSpan::start)).toList();
    long own = 0;
    long covered = span.start();
    for (KeptSpan call : calls) {
      own += Math.max(0, Math.min(call.start(), span.end()) - covered);
      covered = Math.max(covered, Math.min(call.end(), span.end()));
    }
    return own + Math.max(0, span.end() - covered);
  }

  private List<KeptSpan> childrenOf(KeptSpan span) {
    return children.getOrDefault(span.id(), List.of());
  }

  /** Broken data may make a circle of parents. */
  private int depth(KeptSpan span) {
    int depth = 0;
    KeptSpan above = byId.get(span.parent());
    while (above != null && depth < DEEPEST) {
      depth++;
      above = byId.get(above.parent());
    }
    return depth;
  }
}
