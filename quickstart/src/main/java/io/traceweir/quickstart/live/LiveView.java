// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.app.outcome.Decision;
import java.time.Duration;

/**
 * Follows a run and shows it. One thread calls it, save for {@link #announce}, which may come from
 * anywhere.
 */
public interface LiveView extends AutoCloseable {
  /** Something to be read, of one line or more: at once, or as an event beside the picture. */
  void announce(String message);

  /**
   * Something happened in the traffic.
   *
   * @param at how long after the traffic began
   */
  void happened(Duration at, String sentence);

  /** Everything is up, and the traffic begins. */
  void begin(Plan plan, long nowNanos);

  /** A decision was read. */
  void decided(Decision decision);

  /** Whether {@link #keptSpans} and {@link #keptLogs} are of any use. */
  boolean readsTraces();

  /**
   * A record of the kept spans was read.
   *
   * @param trace its key, 32 hex digits
   * @param request an OTLP request in protobuf
   */
  void keptSpans(String trace, byte[] request);

  /** A record of the kept logs was read, as with {@link #keptSpans}. */
  void keptLogs(String trace, byte[] request);

  /** Called several times a second; shows what is worth showing. */
  void look(Standing standing, long nowNanos);

  /** Shows the rest, and leaves the terminal as it was found; what comes after is printed below. */
  @Override
  void close();
}
