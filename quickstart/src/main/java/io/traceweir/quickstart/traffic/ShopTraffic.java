// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import io.traceweir.quickstart.traffic.ShopTrace.Item;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * An endless stroll through a small shop, cut off after a while: requests as two Collectors would
 * batch them, each of which sends every fifth of a second what the instances behind it finished.
 *
 * <p>A function of seed, rate, duration and start: the n-th trace has its own random numbers, so
 * that nothing depends on when or in which pieces the traffic is asked for.
 */
public final class ShopTraffic implements Iterator<Request> {
  private static final long WINDOW_NANOS = Duration.ofMillis(200).toNanos();
  private static final int COLLECTORS = 2;
  private static final long SECOND = 1_000_000_000;
  private final long seed;
  private final double tracesPerSecond;
  private final long durationNanos;
  private final long startNanos;

  /** What is finished in the windows to come, by window. */
  private final TreeMap<Long, List<Item>> pending = new TreeMap<>();

  private final Deque<Request> ready = new ArrayDeque<>();
  private long window;
  private long traces;

  /**
   * @param start of traffic time, on the clock of the data
   */
  public ShopTraffic(long seed, double tracesPerSecond, Duration duration, Duration start) {
    if (!(tracesPerSecond > 0)) {
      throw new IllegalArgumentException("the rate has to be above 0");
    }
    this.seed = seed;
    this.tracesPerSecond = tracesPerSecond;
    this.durationNanos = duration.toNanos();
    this.startNanos = start.toNanos();
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && (!pending.isEmpty() || nextStart() < durationNanos)) {
      tellUntil((window + 1) * WINDOW_NANOS);
      List<Item> finished = pending.remove(window++);
      if (finished != null) {
        send(finished);
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Request next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private long nextStart() {
    return (long) (traces / tracesPerSecond * SECOND);
  }

  private void tellUntil(long endNanos) {
    for (long start = nextStart(); start < Math.min(endNanos, durationNanos); start = nextStart()) {
      ShopTrace trace = new ShopTrace(new SplittableRandom(seedOf(traces++)));
      new ShopStories(trace).tell(startNanos + start);
      for (Item item : trace.items()) {
        long end = (item.timeNanos() - startNanos) / WINDOW_NANOS;
        pending.computeIfAbsent(end, w -> new ArrayList<>()).add(item);
      }
    }
  }

  /** Neighbouring traces get distant seeds: SplittableRandom's own steps must not meet them. */
  private long seedOf(long trace) {
    long mixed = seed + trace * 0xD1B54A32D192ED03L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }

  private void send(List<Item> finished) {
    Map<Integer, Batch> batches = new TreeMap<>();
    for (Item item : finished) {
      batches.computeIfAbsent(item.instance() % COLLECTORS, c -> new Batch()).add(item);
    }
    List<Request> requests = new ArrayList<>();
    batches.values().forEach(batch -> batch.drainTo(requests));
    requests.sort(Comparator.comparingLong(Request::timeMillis));
    ready.addAll(requests);
  }
}
