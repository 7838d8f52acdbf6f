// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.quickstart.traffic.SentTrace;
import io.traceweir.trace.TraceId;
import java.time.Duration;
import java.util.Locale;

/** The rules of the example, in their order, as what the shop knows about a trace. */
enum ExampleRule {
  FAILED_REQUESTS(100),
  RETRIED(100),
  SWALLOWED_ERRORS(100),
  SLOW(100),
  RARE_ENDPOINTS(100),
  NEW_VERSION(50),
  HEALTH_CHECKS(0),
  REST(10);

  private static final long RANDOMNESS_BITS = (1L << 56) - 1;

  private final int percent;

  ExampleRule(int percent) {
    this.percent = percent;
  }

  /** The first one that takes the trace. */
  static ExampleRule of(SentTrace trace) {
    for (ExampleRule rule : values()) {
      if (rule.takes(trace)) {
        return rule;
      }
    }
    throw new IllegalStateException("the last rule takes every trace");
  }

  private boolean takes(SentTrace trace) {
    return switch (this) {
      case FAILED_REQUESTS -> trace.root().failed();
      case RETRIED -> trace.facts().retried();
      case SWALLOWED_ERRORS -> trace.hasError();
      case SLOW -> isSlow(trace);
      case RARE_ENDPOINTS -> trace.root().name().equals("POST /refunds");
      case NEW_VERSION -> trace.facts().newVersion();
      case HEALTH_CHECKS -> trace.root().name().equals("GET /healthz");
      case REST -> true;
    };
  }

  static boolean isSlow(SentTrace trace) {
    return trace.durationNanos() >= Duration.ofSeconds(1).toNanos();
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  int percent() {
    return percent;
  }

  /** OpenTelemetry's consistent sampling: the uppermost part of 56 random bits is kept. */
  boolean keeps(TraceId trace) {
    long kept = (long) (0x1p56 * percent / 100);
    return (trace.low() & RANDOMNESS_BITS) >= (1L << 56) - kept;
  }
}
