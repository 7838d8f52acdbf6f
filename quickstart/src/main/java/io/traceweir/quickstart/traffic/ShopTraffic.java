// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An endless stroll through a small shop, cut off after a while: requests as two Collectors would
 * batch them, each of which sends every fifth of a second what the instances behind it finished.
 *
 * <p>A function of its {@link Plan} and its start: the n-th visit has its own random numbers, so
 * that nothing depends on when or in which pieces the traffic is asked for.
 */
public final class ShopTraffic implements Iterator<Request> {
  private static final long WINDOW_NANOS = Duration.ofMillis(200).toNanos();
  private static final int COLLECTORS = 2;

  /** A second delivery comes soon, or long after the decision. */
  private static final long[] REPEATED_AFTER_MILLIS = {400, 7_500};

  private final Plan plan;
  private final long startNanos;
  private final Timeline timeline;
  private final Visits visits;
  private final Ledger ledger = new Ledger();

  /** What can be sent in the windows to come, by window. */
  private final TreeMap<Long, List<Item>> pending = new TreeMap<>();

  private final TreeMap<Long, List<Request>> again = new TreeMap<>();
  private final Deque<Request> ready = new ArrayDeque<>();
  private long window;

  /**
   * What the traffic is a function of.
   *
   * @param visitsPerSecond each of which is a trace
   * @param duration in which visits begin; what they lead to may take some seconds more
   */
  public record Plan(long seed, double visitsPerSecond, Duration duration, Scenario scenario) {
    public Plan {
      if (!(visitsPerSecond > 0)) {
        throw new IllegalArgumentException("the rate has to be above 0");
      }
    }
  }

  /**
   * @param start of traffic time, on the clock of the data
   */
  public ShopTraffic(Plan plan, Duration start) {
    this.plan = plan;
    this.startNanos = start.toNanos();
    this.timeline = new Timeline(plan.scenario, plan.duration);
    this.visits = new Visits(plan, timeline);
  }

  /** Which incidents begin and end when. */
  public Timeline timeline() {
    return timeline;
  }

  /** What has been told so far, for whoever wants to check what comes out. */
  public Ledger ledger() {
    return ledger;
  }

  /** How long visits begin. */
  public Duration duration() {
    return plan.duration;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !isOver()) {
      tellUntil((window + 1) * WINDOW_NANOS);
      send(window++);
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

  private boolean isOver() {
    return pending.isEmpty() && again.isEmpty() && visits.areOver();
  }

  private void tellUntil(long endNanos) {
    while (!visits.areOver() && visits.nextNanos() < endNanos) {
      ShopTrace trace = visits.next(startNanos);
      tell(trace);
      trace.forks().forEach(this::tell);
    }
  }

  private void tell(ShopTrace trace) {
    ledger.add(trace);
    for (Item item : trace.items()) {
      long end = (item.sendNanos() - startNanos) / WINDOW_NANOS;
      pending.computeIfAbsent(end, w -> new ArrayList<>()).add(item);
    }
  }

  private void send(long now) {
    Map<Integer, Batch> batches = new TreeMap<>();
    for (Item item : orNone(pending.remove(now))) {
      batches.computeIfAbsent(item.pod().instance() % COLLECTORS, c -> new Batch()).add(item);
    }
    List<Request> requests = new ArrayList<>();
    Set<Incident> active = timeline.at(now * WINDOW_NANOS);
    batches.forEach(
        (collector, batch) -> {
          int first = requests.size();
          batch.drainTo(requests);
          if (collector == 0 && active.contains(Incident.DUPLICATES)) {
            requests.subList(first, requests.size()).forEach(this::repeat);
          }
        });
    requests.addAll(orNone(again.remove(now)));
    requests.sort(Comparator.comparingLong(Request::timeMillis));
    ready.addAll(requests);
  }

  private void repeat(Request request) {
    ledger.repeats(request);
    long millis =
        request.timeMillis() + REPEATED_AFTER_MILLIS[(int) (window % REPEATED_AFTER_MILLIS.length)];
    long then = (millis * 1_000_000 - startNanos) / WINDOW_NANOS;
    again.computeIfAbsent(then, w -> new ArrayList<>()).add(request.at(millis));
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
