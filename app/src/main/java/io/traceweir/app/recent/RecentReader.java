// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import io.traceweir.app.outcome.OutcomeReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills {@link RecentOutcomes} from the output topics, on a thread of its own, as long as it may.
 */
public final class RecentReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecentReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long CHECK_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long PARTITIONS_NANOS = Duration.ofSeconds(20).toNanos();

  /** While records are written there are always some to come. */
  private static final long FEW = 1_000;

  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long MAX_PAUSE_MILLIS = 15_000;

  private final Supplier<OutcomeReader> readers;
  private final RecentOutcomes outcomes;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "recent-outcomes");
  private volatile ReaderState state = ReaderState.BEGINNING;
  private volatile @Nullable OutcomeReader reading;

  private RecentReader(
      Supplier<OutcomeReader> readers, RecentOutcomes outcomes, InstantSource clock) {
    this.readers = readers;
    this.outcomes = outcomes;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /**
   * Begins to read.
   *
   * @param readers makes one more whenever the last one failed
   */
  public static RecentReader start(
      Supplier<OutcomeReader> readers, RecentOutcomes outcomes, InstantSource clock) {
    RecentReader reader = new RecentReader(readers, outcomes, clock);
    reader.thread.start();
    return reader;
  }

  public ReaderState state() {
    return state;
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    do {
      try (OutcomeReader reader = readers.get()) {
        reading = reader;
        follow(reader);
      } catch (WakeupException e) {
        LOG.atDebug().log("the reader of outcomes ends");
      } catch (RuntimeException e) {
        pause = state.connected() ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, MAX_PAUSE_MILLIS);
        lost(e);
      } finally {
        reading = null;
      }
    } while (!closed(pause));
  }

  private void follow(OutcomeReader reader) {
    outcomes.clear();
    reader.from(clock.instant().minus(outcomes.limits().window()));
    long now = System.nanoTime();
    long nextCheck = now;
    long nextPartitions = now;
    while (!closed(0)) {
      now = System.nanoTime();
      if (now - nextPartitions >= 0 && check(reader::findNewPartitions)) {
        nextPartitions = now + PARTITIONS_NANOS;
      }
      if (reader.poll(POLL, outcomes) > 0) {
        state = state.read(clock.millis());
      } else if (!state.connected() || reader.isIdle()) {
        closed(POLL.toMillis());
      }
      if (now - nextCheck >= 0) {
        check(() -> state = state.connected(reader.lag() <= FEW));
        nextCheck = System.nanoTime() + CHECK_NANOS;
      }
    }
  }

  /** A consumer connects again by itself: what was read stays, and reading goes on where it was. */
  private boolean check(Runnable question) {
    try {
      question.run();
      return true;
    } catch (TimeoutException e) {
      lost(e);
      return false;
    }
  }

  private void lost(RuntimeException e) {
    ReaderState before = state;
    state = before.lost(problem(e));
    if (before.connected() || !before.problem().equals(state.problem())) {
      LOG.atWarn().addKeyValue("reason", e.getMessage()).log("the API cannot read from Kafka");
    }
  }

  /** For anybody who asks: Kafka's own words may quote settings, so they stay in the log. */
  private static String problem(RuntimeException e) {
    if (e instanceof TimeoutException) {
      return "Kafka does not answer";
    }
    return e instanceof AuthorizationException
        ? "Kafka does not let this application read its output topics"
        : "cannot read from Kafka (" + e.getClass().getSimpleName() + ", more in the log)";
  }

  private boolean closed(long waitMillis) {
    try {
      return closing.await(waitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    OutcomeReader reader = reading;
    if (reader != null) {
      reader.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
