// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What was read back for one task and waits for its next tick. */
public final class Mailbox implements AutoCloseable {
  private final Queue<Recalled> waiting = new ConcurrentLinkedQueue<>();
  private final LongConsumer held;
  private volatile boolean closed;

  /**
   * @param held is told how many bytes came to wait, or (negative) wait no more
   */
  public Mailbox(LongConsumer held) {
    this.held = held;
  }

  /** Puts something in; what comes after the end is thrown away. */
  public void put(Recalled recalled) {
    held.accept(recalled.bytes());
    waiting.add(recalled);
    if (closed) {
      clear();
    }
  }

  /** The next one, or null. */
  public @Nullable Recalled take() {
    Recalled next = waiting.poll();
    if (next != null) {
      held.accept(-next.bytes());
    }
    return next;
  }

  /** Nothing waits. */
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Its task has gone: nobody wants to know. */
  public boolean isClosed() {
    return closed;
  }

  private void clear() {
    while (take() != null) {
      // taking is what frees
    }
  }

  @Override
  public void close() {
    closed = true;
    clear();
  }
}
