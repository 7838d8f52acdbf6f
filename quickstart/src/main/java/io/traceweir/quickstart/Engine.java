// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.app.http.Health;
import io.traceweir.quickstart.live.WorkerRow;
import java.util.List;

/** What decides in a quickstart: a pipeline in this process, or workers in others. */
interface Engine extends Health, AutoCloseable {

  /** Traffic begins now. */
  void begin(long nowNanos);

  /**
   * How it is, many times a second.
   *
   * @param decided traces so far
   * @param trafficRuns whether more is sent
   * @throws QuickstartException when it can decide no more
   */
  void look(long decided, boolean trafficRuns, long nowNanos) throws QuickstartException;

  /** Nothing is done to it any more, and what was done is over. */
  boolean isCalm();

  /** Others that decide; empty when this process does. */
  List<WorkerRow> workers();

  /** What was decided is all there will be. */
  void finish() throws QuickstartException;

  @Override
  void close();
}
