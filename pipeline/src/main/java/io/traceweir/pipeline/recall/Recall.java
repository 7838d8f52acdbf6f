// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import io.traceweir.trace.TraceId;
import java.util.function.BooleanSupplier;

/** Reads traces back for the tasks of a process. Any thread may ask. */
public interface Recall {
  /**
   * Asks for a trace.
   *
   * @return false when there is no room for another request now
   */
  boolean ask(Request request);

  /** A place for what was asked for; a task has one, from its start to its end. */
  Mailbox mailbox();

  /**
   * A trace and where its bytes lie.
   *
   * @param partition of every topic of the log
   * @param isWanted false when nobody needs the answer any more
   */
  record Request(
      TraceId id, Address address, int partition, Mailbox to, BooleanSupplier isWanted) {}
}
