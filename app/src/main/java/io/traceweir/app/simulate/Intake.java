// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.capture.CaptureException;
import io.traceweir.capture.CapturedRequest;
import io.traceweir.capture.Piece;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Takes requests as they are read, looks into them in several threads, and puts what each trace has
 * of them into the store.
 */
public final class Intake implements AutoCloseable {
  private static final int BATCH_BYTES = 512 * 1024;
  private static final int BATCH_PIECES = 256;

  /** What is put last, once for each worker. */
  private static final List<Numbered> END = List.of();

  private final TraceStore store;
  private final Problems problems;
  private final BlockingQueue<List<Numbered>> queue;
  private final ExecutorService pool;
  private final List<Future<?>> workers = new ArrayList<>();
  private List<Numbered> batch = new ArrayList<>();
  private long batchBytes;
  private long order;

  private record Numbered(Piece piece, long order) {}

  /** Begins to wait for requests. */
  public Intake(TraceStore store, int threads, Problems problems) {
    this.store = store;
    this.problems = problems;
    this.queue = new ArrayBlockingQueue<>(2 * threads);
    this.pool = Executors.newFixedThreadPool(threads);
    for (int i = 0; i < threads; i++) {
      workers.add(pool.submit(this::work));
    }
  }

  /** Takes a request; waits while others have more to do than they can. */
  public void add(Piece piece) throws InterruptedException {
    batch.add(new Numbered(piece, order++));
    batchBytes += piece.size();
    if (batchBytes >= BATCH_BYTES || batch.size() >= BATCH_PIECES) {
      put(batch);
      batch = new ArrayList<>();
      batchBytes = 0;
    }
  }

  /** A worker that died takes nothing any more, and nobody may wait for it. */
  private void put(List<Numbered> full) throws InterruptedException {
    while (!queue.offer(full, 1, TimeUnit.SECONDS)) {
      if (workers.stream().allMatch(Future::isDone)) {
        finishWorkers();
        throw new IllegalStateException("nobody takes requests any more");
      }
    }
  }

  /** Waits until all has been put into the store. */
  public void finish() throws InterruptedException {
    if (!batch.isEmpty()) {
      put(batch);
      batch = new ArrayList<>();
    }
    for (int i = 0; i < workers.size(); i++) {
      put(END);
    }
    finishWorkers();
  }

  private void finishWorkers() throws InterruptedException {
    try {
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void work() {
    try {
      Splitting splitting = new Splitting();
      for (List<Numbered> next = queue.take(); !next.isEmpty(); next = queue.take()) {
        next.forEach(splitting::take);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }

  private final class Splitting implements RequestSplitter.Output {
    private final RequestSplitter splitter = new RequestSplitter();
    private Signal signal = Signal.SPANS;
    private long order;

    private void take(Numbered next) {
      try {
        CapturedRequest request = next.piece.request();
        signal = request.signal();
        order = next.order;
        split(request);
      } catch (CaptureException e) {
        problems.broken(String.valueOf(e.getMessage()));
      }
    }

    private void split(CapturedRequest request) {
      try {
        splitter.split(request.signal(), request.protobuf(), this);
      } catch (MalformedOtlpException e) {
        problems.broken(request.place() + ": no OTLP request: " + e.getMessage());
      }
    }

    @Override
    public void trace(
        long idHigh, long idLow, byte[] bytes, int offset, int length, int items, boolean hasRoot) {
      store.add(idHigh, idLow, new Fragment(signal, bytes, offset, length, order));
    }

    @Override
    public void withoutTrace(byte[] request, int items) {
      problems.withoutTrace(items);
    }

    @Override
    public void mildWithoutTrace(int items) {
      problems.withoutTrace(items);
    }

    @Override
    public void rejected(String reason, byte[] request) {
      problems.reject();
    }
  }
}
