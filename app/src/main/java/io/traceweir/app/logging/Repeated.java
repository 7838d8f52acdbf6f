// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Kafka's clients complain at each attempt to connect, many times a second; one line says it. */
final class Repeated extends TurboFilter {

  private static final String CONNECTIONS = "org.apache.kafka.clients.NetworkClient";
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable error) {
    if (level != Level.WARN || format == null || !logger.getName().equals(CONNECTIONS)) {
      return FilterReply.NEUTRAL;
    }
    long now = System.nanoTime();
    long next = nextNanos.get();
    boolean first = now - next >= 0 && nextNanos.compareAndSet(next, now + PAUSE_NANOS);
    return first ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
