// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Red;
import io.traceweir.quickstart.check.Finding.Tally;
import io.traceweir.quickstart.traffic.Ledger;
import io.traceweir.quickstart.traffic.SentTrace;
import io.traceweir.trace.TraceId;
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

  private final Ledger ledger;
  private final Set<TraceId> excused;
  private final boolean shared;
  private final Set<String> services;

  /** One arrow, whatever it counts. */
  private record Arrow(String client, String server, String type) {
    @Override
    public String toString() {
      return client + " to " + server + (type.isEmpty() ? "" : " (" + type + ")");
    }
  }

  private record Counts(long calls, long failed) {
    Counts plus(Counts other) {
      return new Counts(calls + other.calls, failed + other.failed);
    }

    @Override
    public String toString() {
      return calls + " calls, " + failed + " failed";
    }
  }

  /**
   * @param excused traces that may have other edges than they should
   * @param shared whether others may count for the same services: then there may be more
   */
  CountCheck(Ledger ledger, Set<TraceId> excused, boolean shared) {
    this.ledger = ledger;
    this.excused = excused;
    this.shared = shared;
    this.services =
        ledger.calls().keySet().stream().map(Red.Operation::service).collect(Collectors.toSet());
  }

  Finding operations(List<Red.Operation> received) {
    Map<Red.Operation, Long> found = new HashMap<>();
    for (Red.Operation o : received) {
      if (services.contains(o.service())) {
        found.merge(
            new Red.Operation(o.service(), o.name(), o.kind(), o.status(), 0),
            o.spans(),
            Long::sum);
      }
    }
    Tally tally = new Tally("RED counts per service, span name, kind and status");
    for (Red.Operation key : keys(ledger.calls(), found)) {
      long is = found.getOrDefault(key, 0L);
      long expected = ledger.calls().getOrDefault(key, 0L);
      tally.add(
          shared ? is >= expected : is == expected,
          () ->
              String.join(" ", key.service(), key.name(), key.kind(), key.status())
                  + ": "
                  + is
                  + " spans, expected "
                  + expected);
    }
    return tally.finding();
  }

  Finding edges(List<Edge> received) {
    Map<Arrow, Counts> expected = new HashMap<>();
    for (SentTrace sent : ledger.traces().values()) {
      if (!excused.contains(sent.id())) {
        sent.edges().forEach(edge -> add(expected, edge));
      }
    }
    Map<Arrow, Counts> found = new HashMap<>();
    received.stream().filter(this::isOurs).forEach(edge -> add(found, edge));
    boolean exact = excused.isEmpty() && !shared;
    Tally tally = new Tally("edges with their calls and failed ones");
    for (Arrow arrow : keys(expected, found)) {
      Counts is = found.getOrDefault(arrow, NONE);
      Counts must = expected.getOrDefault(arrow, NONE);
      boolean covered = is.calls >= must.calls && is.failed >= must.failed;
      tally.add(exact ? is.equals(must) : covered, () -> arrow + ": " + is + ", expected " + must);
    }
    return tally.finding();
  }

  private boolean isOurs(Edge edge) {
    return services.contains(edge.client())
        || (edge.client().equals("user") && services.contains(edge.server()));
  }

  private static void add(Map<Arrow, Counts> counts, Edge edge) {
    counts.merge(
        new Arrow(edge.client(), edge.server(), edge.type()),
        new Counts(edge.calls(), edge.failed()),
        Counts::plus);
  }

  /** Of both, in an order that a person can follow. */
  private static <K> Set<K> keys(Map<K, ?> a, Map<K, ?> b) {
    Set<K> all = new TreeSet<>(Comparator.comparing(Object::toString));
    all.addAll(new HashSet<>(a.keySet()));
    all.addAll(b.keySet());
    return all;
  }
}
