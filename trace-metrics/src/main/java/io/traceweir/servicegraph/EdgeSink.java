// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.servicegraph;

import io.traceweir.trace.Span;
import org.jspecify.annotations.Nullable;

/** Receives the edges of a trace. */
@FunctionalInterface
public interface EdgeSink {
  /**
   * One request.
   *
   * @param client the calling span, null when nobody instrumented calls
   * @param server the called span, null when it is a database or a node nobody instrumented; one of
   *     both is always there
   */
  void edge(
      @Nullable Span client,
      @Nullable Span server,
      String clientName,
      String serverName,
      ConnectionType type);
}
