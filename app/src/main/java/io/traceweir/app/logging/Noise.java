// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Takes out of Kafka's warnings what tells an operator nothing. A client that cannot connect
 * complains at each attempt, many times a second: one line in a while says it.
 */
final class Noise extends TurboFilter {

  private static final String CONNECTIONS = "org.apache.kafka.clients.NetworkClient";
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Warnings that come at every start or rebalance of every application with Kafka Streams. */
  private static final List<String> HARMLESS =
      List.of(
          "Processing exception handler is not enabled for the GlobalThread",
          "Not updating last stable offset for partition",
          "Not updating high watermark for partition",
          "Error registering AppInfo mbean");

  private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable error) {
    if (level != Level.WARN || format == null || !logger.getName().startsWith("org.apache.kafka")) {
      return FilterReply.NEUTRAL;
    }
    boolean harmless = HARMLESS.stream().anyMatch(format::contains);
    boolean repeated = logger.getName().equals(CONNECTIONS) && !isFirstInAWhile();
    return harmless || repeated ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private boolean isFirstInAWhile() {
    long now = System.nanoTime();
    long next = nextNanos.get();
    return now - next >= 0 && nextNanos.compareAndSet(next, now + PAUSE_NANOS);
  }
}
