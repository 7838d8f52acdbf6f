// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

/** Bytes that were read back and wait for a tick. */
final class Held {
  private long bytes;

  synchronized void change(long by) {
    bytes += by;
    notifyAll();
  }

  /** Waits until there are no more than these. */
  synchronized void awaitAtMost(long most) throws InterruptedException {
    while (bytes > most) {
      wait();
    }
  }
}
