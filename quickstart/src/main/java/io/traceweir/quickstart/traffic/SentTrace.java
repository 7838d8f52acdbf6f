// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import io.traceweir.app.outcome.Edge;
import io.traceweir.trace.TraceId;
import java.util.List;
import java.util.Set;

/**
 * What the shop knows of a trace that it sent. Figures and facts are of what arrives in time to be
 * decided on; ids are of all of it.
 *
 * @param durationNanos from the first start to the last end
 * @param errors spans that failed
 * @param edges one for each call
 * @param allEdges the same if nothing of it were held up
 * @param spanIds of every span, each once
 * @param logs every log record
 * @param incidents that it ran into
 */
public record SentTrace(
    TraceId id,
    Root root,
    long durationNanos,
    int spans,
    int errors,
    int logRecords,
    Facts facts,
    List<Edge> edges,
    List<Edge> allEdges,
    List<Long> spanIds,
    List<LogKey> logs,
    Set<Incident> incidents) {

  /** Where it began. */
  public record Root(String service, String name, boolean failed) {}

  /** What somebody might keep it for. */
  public record Facts(boolean errorLog, boolean retried, boolean newVersion) {}

  /** Tells log records of one trace apart: no span says two things at a time. */
  public record LogKey(long spanId, long timeNanos) {}

  public SentTrace {
    edges = List.copyOf(edges);
    allEdges = List.copyOf(allEdges);
    spanIds = List.copyOf(spanIds);
    logs = List.copyOf(logs);
    incidents = Set.copyOf(incidents);
  }

  /** Something in it went wrong, or says so. */
  public boolean hasError() {
    return errors > 0 || facts.errorLog;
  }
}
