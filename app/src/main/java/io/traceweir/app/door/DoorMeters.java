// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;

/** What the door counts. Names follow Micrometer; Prometheus sees underscores. */
final class DoorMeters {
  private final MeterRegistry registry;

  DoorMeters(MeterRegistry registry, Budget budget) {
    this.registry = registry;
    Gauge.builder("traceweir.door.in.flight.bytes", budget, Budget::usedBytes).register(registry);
  }

  /**
   * A request was answered, or its client was gone before.
   *
   * @param result {@code accepted}, {@code partial}, {@code empty}, {@code disconnected}, or why it
   *     was refused
   * @param status of HTTP, 0 when there was nobody to tell
   */
  void answered(String signal, String result, int status, long nanos) {
    registry
        .timer(
            "traceweir.door.requests",
            Tags.of("signal", signal, "result", result, "status", Integer.toString(status)))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A body was read, so large after it was unpacked. */
  void read(String signal, int bytes) {
    registry.counter("traceweir.door.bytes", "signal", signal).increment(bytes);
  }

  /** Spans or log records were written. */
  void items(String signal, int accepted, int rejected) {
    registry
        .counter("traceweir.door.items", "signal", signal, "outcome", "accepted")
        .increment(accepted);
    if (rejected > 0) {
      registry
          .counter("traceweir.door.items", "signal", signal, "outcome", "rejected")
          .increment(rejected);
    }
  }
}
