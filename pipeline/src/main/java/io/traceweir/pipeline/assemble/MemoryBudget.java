// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.concurrent.atomic.AtomicLong;

/** Heap bytes that waiting traces of this process may take, over all its tasks. */
public final class MemoryBudget {
  private final long limitBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  public MemoryBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Bytes over the limit after this change; not positive when it is kept. */
  public long change(long bytes) {
    return usedBytes.addAndGet(bytes) - limitBytes;
  }

  /** Bytes in use. */
  public long usedBytes() {
    return usedBytes.get();
  }
}
