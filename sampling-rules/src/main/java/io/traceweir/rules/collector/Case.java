// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.trace.Trace;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The trace at hand, at its time. Reused. */
final class Case {
  private @Nullable Trace trace;
  private long nowNanos;
  private @Nullable String subPolicy;

  void on(Trace trace, long nowNanos) {
    this.trace = trace;
    this.nowNanos = nowNanos;
    this.subPolicy = null;
  }

  Trace trace() {
    return Objects.requireNonNull(trace);
  }

  /** On the data clock. */
  long nowNanos() {
    return nowNanos;
  }

  /** The part of a composite policy that has sampled, of the one asked last. */
  @Nullable String takeSubPolicy() {
    String taken = subPolicy;
    subPolicy = null;
    return taken;
  }

  void subPolicy(String name) {
    subPolicy = name;
  }
}
