// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads traces back in a thread of its own, one after the other: that takes a tenth of a second or
 * so, which no stream thread has. What is still in the queue when the process ends is asked for
 * again by whoever gets the task.
 */
public final class BackgroundRecall implements Recall, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundRecall.class);
  private static final int MOST_QUEUED = 1_000;

  /** Nothing more is read while more than this waits for ticks. */
  private static final long MOST_HELD_BYTES = 32L << 20;

  private static final int ATTEMPTS = 3;
  private static final long BETWEEN_ATTEMPTS_MILLIS = 1_000;

  /** For one trace. A range is some 30 s of a partition. */
  private static final long MOST_OFFSETS = 200_000;

  private static final long MOST_SCANNED_BYTES = 512L << 20;

  private final Supplier<LogRanges> opened;
  private final LongConsumer budget;
  private final BlockingQueue<Request> queue = new ArrayBlockingQueue<>(MOST_QUEUED);
  private final Held held = new Held();
  private final Thread thread = new Thread(this::run, "traceweir-recall");
  private @Nullable LogRanges ranges;
  private volatile boolean closed;

  BackgroundRecall(Supplier<LogRanges> opened, LongConsumer budget) {
    this.opened = opened;
    this.budget = budget;
    thread.setDaemon(true);
  }

  /**
   * Reads the log of these settings.
   *
   * @param topics of the log
   * @param consumers without a group, for committed records, with no reset of offsets
   * @param budget is told how many bytes more, or (negative) fewer, are on the heap
   */
  public static BackgroundRecall of(
      PipelineSettings settings,
      List<String> topics,
      Supplier<Consumer<byte[], byte[]>> consumers,
      LongConsumer budget,
      PipelineMeters meters) {
    boolean fragments = settings.input().partitioning() == PipelineSettings.Partitioning.ANY;
    PartFinder finder = fragments ? new FragmentsFinder() : new RequestsFinder(settings, meters);
    // A trace is decided at its limit, and what came late may be as much again.
    var most =
        new KafkaLogRanges.Most(
            MOST_OFFSETS, MOST_SCANNED_BYTES, 2 * settings.traces().limitBytes());
    return new BackgroundRecall(
        () -> new KafkaLogRanges(consumers.get(), topics, finder, most, meters), budget);
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  @Override
  public boolean ask(Request request) {
    return queue.offer(request);
  }

  @Override
  public Mailbox mailbox() {
    return new Mailbox(
        bytes -> {
          held.change(bytes);
          budget.accept(bytes);
        });
  }

  private void run() {
    try {
      while (!closed) {
        serve(queue.take());
      }
    } catch (InterruptedException | InterruptException e) {
      // closed
    } finally {
      Thread.interrupted(); // closing a consumer takes a moment
      closeRanges();
    }
  }

  private void serve(Request request) throws InterruptedException {
    held.awaitAtMost(MOST_HELD_BYTES);
    if (!request.to().isClosed() && request.isWanted().getAsBoolean()) {
      request.to().put(read(request));
    }
  }

  private Recalled read(Request request) throws InterruptedException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        return open().read(request);
      } catch (InterruptException e) {
        throw e;
      } catch (RuntimeException e) {
        closeRanges();
        LOG.atWarn()
            .addKeyValue("trace_id", request.id().hex())
            .addKeyValue("partition", request.partition())
            .addKeyValue("attempt", attempt)
            .addKeyValue("cause", e.toString())
            .log("a dropped trace could not be read back");
        if (attempt < ATTEMPTS) {
          Thread.sleep(attempt * BETWEEN_ATTEMPTS_MILLIS);
        }
      }
    }
    return Recalled.failed(request, Recalled.Failure.READ_ERROR);
  }

  private LogRanges open() {
    LogRanges open = ranges;
    if (open == null) {
      open = opened.get();
      ranges = open;
    }
    return open;
  }

  private void closeRanges() {
    LogRanges open = ranges;
    ranges = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
