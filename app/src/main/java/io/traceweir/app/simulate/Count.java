// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

/** Sums over traces. */
public final class Count {
  long traces;
  long spans;
  long logs;
  long bytes;
  long errors;
  long slow;

  void add(Facts facts) {
    traces++;
    spans += facts.spans();
    logs += facts.logs();
    bytes += facts.bytes();
    errors += facts.errors() > 0 ? 1 : 0;
    slow += facts.slow() ? 1 : 0;
  }

  void add(Count other) {
    traces += other.traces;
    spans += other.spans;
    logs += other.logs;
    bytes += other.bytes;
    errors += other.errors;
    slow += other.slow;
  }

  public long traces() {
    return traces;
  }

  public long spans() {
    return spans;
  }

  public long logs() {
    return logs;
  }

  /** Of spans and log records as they came. */
  public long bytes() {
    return bytes;
  }

  /** Traces with a span that failed. */
  public long errors() {
    return errors;
  }

  /** Traces that took long. */
  public long slow() {
    return slow;
  }
}
