// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Red;
import io.traceweir.quickstart.traffic.Ledger;
import io.traceweir.quickstart.traffic.SentTrace;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether RED metrics and the service graph count what was sent. */
final class CountCheck {
  private static final Counts NONE = new Counts(0, 0);
  private static final Counts WHATEVER = new Counts(Long.MAX_VALUE, Long.MAX_VALUE);
  private static final Bounds NOTHING = new Bounds(NONE, NONE);

  private final Ledger ledger;
  private final Set<TraceId> excused;
  private final Set<TraceId> widened;
  private final boolean shared;
  private final Set<String> services;

  /** One arrow, whatever it counts. */
  private record Arrow(String client, String server, String type) {
    static Arrow of(Edge edge) {
      return new Arrow(edge.client(), edge.server(), edge.type());
    }

    @Override
    public String toString() {
      return client + " to " + server + (type.isEmpty() ? "" : " (" + type + ")");
    }
  }

  private record Counts(long calls, long failed) {
    static Counts of(Edge edge) {
      return new Counts(edge.calls(), edge.failed());
    }

    Counts plus(Counts other) {
      return new Counts(calls + other.calls, failed + other.failed);
    }

    Counts least(Counts other) {
      return new Counts(Math.min(calls, other.calls), Math.min(failed, other.failed));
    }

    Counts most(Counts other) {
      return new Counts(Math.max(calls, other.calls), Math.max(failed, other.failed));
    }

    /** How many calls lie outside. */
    long outside(Counts least, Counts most) {
      return distance(calls, least.calls, most.calls) + distance(failed, least.failed, most.failed);
    }

    @Override
    public String toString() {
      return calls + " calls, " + failed + " failed";
    }
  }

  /** What an arrow has to count; the two differ where nobody knows exactly. */
  private record Bounds(Counts least, Counts most) {
    Bounds plus(Bounds other) {
      return new Bounds(least.plus(other.least), most.plus(other.most));
    }

    @Override
    public String toString() {
      return least.equals(most) ? least.toString() : least + ", to " + most;
    }
  }

  /**
   * @param excused traces that may have other edges than they should
   * @param widened traces whose edges may be those of all that was sent, late or not
   * @param shared whether others may count for the same services: then there may be more
   */
  CountCheck(Ledger ledger, Set<TraceId> excused, Set<TraceId> widened, boolean shared) {
    this.ledger = ledger;
    this.excused = excused;
    this.widened = widened;
    this.shared = shared;
    this.services =
        ledger.calls().keySet().stream().map(Red.Operation::service).collect(Collectors.toSet());
  }

  List<Deviation> operations(List<Red.Operation> received) {
    Map<Red.Operation, Long> found = new HashMap<>();
    for (Red.Operation o : received) {
      if (services.contains(o.service())) {
        found.merge(
            new Red.Operation(o.service(), o.name(), o.kind(), o.status(), 0),
            o.spans(),
            Long::sum);
      }
    }
    List<Deviation> all = new ArrayList<>();
    for (Red.Operation key : keys(ledger.calls(), found)) {
      long is = found.getOrDefault(key, 0L);
      long expected = ledger.calls().getOrDefault(key, 0L);
      String name = String.join(" ", key.service(), key.name(), key.kind(), key.status());
      all.add(
          new Deviation(
              name + ": " + is + " spans, expected " + expected,
              distance(is, expected, shared ? Long.MAX_VALUE : expected)));
    }
    return all;
  }

  List<Deviation> edges(List<Edge> received) {
    Map<Arrow, Bounds> expected = new HashMap<>();
    for (SentTrace sent : ledger.traces().values()) {
      if (!excused.contains(sent.id())) {
        bounds(sent).forEach((arrow, bounds) -> expected.merge(arrow, bounds, Bounds::plus));
      }
    }
    Map<Arrow, Counts> found = counts(received.stream().filter(this::isOurs).toList());
    boolean exact = excused.isEmpty() && !shared;
    List<Deviation> all = new ArrayList<>();
    for (Arrow arrow : keys(expected, found)) {
      Counts is = found.getOrDefault(arrow, NONE);
      Bounds must = expected.getOrDefault(arrow, NOTHING);
      long by = is.outside(must.least, exact ? must.most : WHATEVER);
      all.add(new Deviation(arrow + ": " + is + ", expected " + must, by));
    }
    return all;
  }

  private Map<Arrow, Bounds> bounds(SentTrace sent) {
    Map<Arrow, Counts> due = counts(sent.edges());
    Map<Arrow, Counts> all = widened.contains(sent.id()) ? counts(sent.allEdges()) : due;
    Map<Arrow, Bounds> bounds = new HashMap<>();
    for (Arrow arrow : keys(due, all)) {
      Counts one = due.getOrDefault(arrow, NONE);
      Counts other = all.getOrDefault(arrow, NONE);
      bounds.put(arrow, new Bounds(one.least(other), one.most(other)));
    }
    return bounds;
  }

  private static Map<Arrow, Counts> counts(List<Edge> edges) {
    Map<Arrow, Counts> counts = new HashMap<>();
    edges.forEach(edge -> counts.merge(Arrow.of(edge), Counts.of(edge), Counts::plus));
    return counts;
  }

  private static long distance(long value, long least, long most) {
    return Math.max(0, Math.max(least - value, value - most));
  }

  private boolean isOurs(Edge edge) {
    return services.contains(edge.client())
        || (edge.client().equals("user") && services.contains(edge.server()));
  }

  /** Of both, in an order that a person can follow. */
  private static <K> Set<K> keys(Map<K, ?> a, Map<K, ?> b) {
    Set<K> all = new TreeSet<>(Comparator.comparing(Object::toString));
    all.addAll(new HashSet<>(a.keySet()));
    all.addAll(b.keySet());
    return all;
  }
}
