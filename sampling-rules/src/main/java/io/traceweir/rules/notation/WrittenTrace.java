// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.traceweir.trace.TraceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trace that was written down; OTLP can be made of it, for any trace id. */
public final class WrittenTrace {
  static final int MAX_SPANS = 20_000;

  private final @Nullable TraceId id;
  private final String rv;
  private final Instant start;
  private final List<SpanDraft> tops;
  private final List<LogDraft> logs;

  WrittenTrace(
      @Nullable TraceId id, String rv, Instant start, List<SpanDraft> tops, List<LogDraft> logs) {
    this.id = id;
    this.rv = rv;
    this.start = start;
    this.tops = List.copyOf(tops);
    this.logs = List.copyOf(logs);
  }

  /** The id that was written; with none, every id will do. */
  public Optional<TraceId> id() {
    return Optional.ofNullable(id);
  }

  /** Is there something that comes after the decision? */
  public boolean hasLate() {
    return logs.stream().anyMatch(log -> log.isLate) || tops.stream().anyMatch(WrittenTrace::late);
  }

  private static boolean late(SpanDraft span) {
    return span.isLate
        || span.logs.stream().anyMatch(log -> log.isLate)
        || span.children.stream().anyMatch(WrittenTrace::late);
  }

  /** What is there when the trace is decided. */
  public Requests inTime(TraceId traceId) {
    return writer(traceId).write(false);
  }

  /** What comes after that. */
  public Requests late(TraceId traceId) {
    return writer(traceId).write(true);
  }

  private RequestWriter writer(TraceId traceId) {
    long origin = start.getEpochSecond() * 1_000_000_000 + start.getNano();
    return new RequestWriter(traceId, rv, origin, Timeline.of(tops, origin), logs);
  }

  boolean hasItems() {
    return !tops.isEmpty() || !logs.isEmpty();
  }

  /** Repetitions counted in. */
  long spanCount() {
    return tops.stream().mapToLong(WrittenTrace::count).sum();
  }

  private static long count(SpanDraft span) {
    long below = 1;
    for (SpanDraft child : span.children) {
      below = Math.min(below + count(child), Integer.MAX_VALUE);
    }
    return below * span.repetitions();
  }
}
