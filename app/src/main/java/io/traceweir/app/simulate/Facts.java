// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.trace.Trace;
import java.time.Duration;

/** What is counted of a trace, whatever a rule says of it. */
record Facts(
    String id,
    int spans,
    int logs,
    long bytes,
    int errors,
    double durationMillis,
    boolean slow,
    Waits.Due due,
    long randomness) {

  static Facts of(Trace trace, Waits waits, Duration slow) {
    return new Facts(
        trace.idHex(),
        trace.spanCount(),
        trace.logCount(),
        trace.bytes(),
        trace.errorCount(),
        trace.durationNanos() / 1e6,
        trace.durationNanos() >= slow.toNanos(),
        waits.of(trace),
        trace.randomness());
  }
}
