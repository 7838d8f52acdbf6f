// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What of the input could not be used. Many threads may tell. */
public final class Problems {
  private static final int MOST = 20;

  private final List<String> broken = new ArrayList<>();
  private long brokenCount;
  private final AtomicLong withoutTrace = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();

  /** A request, with its place. */
  public synchronized void broken(String problem) {
    brokenCount++;
    if (broken.size() < MOST) {
      broken.add(problem);
    }
  }

  void withoutTrace(int logs) {
    withoutTrace.addAndGet(logs);
  }

  void reject() {
    rejected.incrementAndGet();
  }

  /** Requests; the first few of them are in {@link #broken()}. */
  public synchronized long brokenCount() {
    return brokenCount;
  }

  /** The first ones that were met. */
  public synchronized List<String> broken() {
    return List.copyOf(broken);
  }

  /** Log records without a trace id; no rule is asked about them. */
  public long withoutTrace() {
    return withoutTrace.get();
  }

  /** Spans and log records whose trace or span id is none. */
  public long rejected() {
    return rejected.get();
  }
}
