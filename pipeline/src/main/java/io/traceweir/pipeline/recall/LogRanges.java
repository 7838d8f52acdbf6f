// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

/** Reads ranges of the log. One thread. */
interface LogRanges extends AutoCloseable {
  /** The trace, or why it is not there. Throws when the brokers do not answer. */
  Recalled read(Recall.Request request);

  @Override
  void close();
}
