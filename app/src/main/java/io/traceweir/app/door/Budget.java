// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of requests that may be on the heap at the same time. Nobody waits: what does not fit is
 * told to come again. A request alone always fits, so that none is refused for ever.
 */
final class Budget {
  private final long limitBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  Budget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  long usedBytes() {
    return usedBytes.get();
  }

  Share share() {
    return new Share();
  }

  /** What one request holds, until it is closed. One thread. */
  final class Share implements AutoCloseable {
    private long heldBytes;

    private Share() {}

    /** False when others hold too much; nothing more is held then. */
    boolean take(long bytes) {
      while (true) {
        long used = usedBytes.get();
        if (used + bytes > limitBytes && used > heldBytes) {
          return false;
        }
        if (usedBytes.compareAndSet(used, used + bytes)) {
          heldBytes += bytes;
          return true;
        }
      }
    }

    @Override
    public void close() {
      usedBytes.addAndGet(-heldBytes);
      heldBytes = 0;
    }
  }
}
