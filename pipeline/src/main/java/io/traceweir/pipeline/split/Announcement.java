// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import org.jspecify.annotations.Nullable;

/**
 * One time that a source was said to be idle, and whether the brokers know: a producer may be held
 * up for seconds, and what is said lies in the log behind everything that others wrote meanwhile.
 *
 * <p>Kafka Streams sends a record in the thread that forwards it, before forwarding returns; that
 * is how a producer knows whose record it sends. Acknowledgements come in threads of its own.
 */
public final class Announcement {
  private static final ThreadLocal<Announcement> BEING_SAID = new ThreadLocal<>();

  private int underway;
  private long overMillis = Silence.NEVER;

  /** The one that this thread just says, if any. */
  public static @Nullable Announcement beingSaid() {
    return BEING_SAID.get();
  }

  /** Says it: the records that this thread sends meanwhile belong to it. */
  void say(Runnable sending) {
    BEING_SAID.set(this);
    try {
      sending.run();
    } finally {
      BEING_SAID.remove();
    }
  }

  /** One more record is on its way. */
  public synchronized void sent() {
    underway++;
  }

  /** One of them is not any more: it is in the log, or given up. */
  public synchronized void over(long wallMillis) {
    underway--;
    overMillis = Math.max(overMillis, wallMillis);
  }

  /** Was nothing of it on its way any more at this wall-clock time? */
  synchronized boolean isOverBefore(long wallMillis) {
    return underway == 0 && overMillis < wallMillis;
  }
}
