// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import io.traceweir.app.outcome.DecisionEvent;
import io.traceweir.app.outcome.Upgrade;
import io.traceweir.app.recent.RuleCounts.Count;
import io.traceweir.rules.Shadow;
import io.traceweir.trace.TraceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The last decisions one by one, and all of the window counted by rule. Kept ones are few beside
 * dropped ones and would be washed away, so each kind has its own room.
 */
final class RecentDecisions {
  private static final long STEP_MILLIS = 10_000;

  private record Numbered(long number, DecisionEvent event) {}

  private final Limits limits;
  private final Deque<Numbered> kept = new ArrayDeque<>();
  private final Deque<Numbered> dropped = new ArrayDeque<>();
  private final NavigableMap<Long, Map<String, RuleCounts>> steps = new TreeMap<>();
  private final NavigableMap<Long, Map<String, ShadowCounts>> tried = new TreeMap<>();
  private final Map<TraceId, Upgrade> upgrades = new LinkedHashMap<>();
  private long number;
  private long leftOut;

  RecentDecisions(Limits limits) {
    this.limits = limits;
  }

  /**
   * @param writtenMillis when the decision was written, since the epoch
   */
  void add(DecisionEvent event, long writtenMillis) {
    Deque<Numbered> room = event.decision().kept() ? kept : dropped;
    room.addLast(new Numbered(number++, event));
    if (room.size() > limits.decisions()) {
      room.removeFirst();
    }
    count(event, Math.floorDiv(writtenMillis, STEP_MILLIS));
    countShadows(event, Math.floorDiv(writtenMillis, STEP_MILLIS));
  }

  /** A dropped trace came back: that is said beside its decision, and counts as none. */
  void add(Upgrade upgrade) {
    upgrades.put(upgrade.trace(), upgrade);
    if (upgrades.size() > limits.decisions()) {
      upgrades.remove(upgrades.keySet().iterator().next());
    }
  }

  private DecisionEvent withUpgrade(DecisionEvent event) {
    Upgrade upgrade = upgrades.get(event.decision().trace());
    return upgrade == null ? event : event.upgradedBy(upgrade);
  }

  private void count(DecisionEvent event, long step) {
    Map<String, RuleCounts> rules = steps.computeIfAbsent(step, s -> new TreeMap<>());
    String rule = event.decision().rule();
    if (rules.size() >= limits.rules() && !rules.containsKey(rule)) {
      leftOut++;
    } else {
      rules.merge(rule, one(event), RuleCounts::plus);
    }
    long oldest = steps.lastKey() - limits.window().toMillis() / STEP_MILLIS;
    steps.headMap(oldest, false).clear();
    tried.headMap(oldest, false).clear();
  }

  private void countShadows(DecisionEvent event, long step) {
    if (event.shadows().isEmpty()) {
      return;
    }
    Map<String, ShadowCounts> names = tried.computeIfAbsent(step, s -> new TreeMap<>());
    for (Shadow shadow : event.shadows()) {
      if (names.size() >= limits.rules() && !names.containsKey(shadow.name())) {
        leftOut++;
      } else {
        ShadowCounts one = ShadowCounts.of(shadow, event.decision().kept(), counted(event));
        names.merge(shadow.name(), one, ShadowCounts::plus);
      }
    }
  }

  private static Count counted(DecisionEvent event) {
    return new Count(1, event.decision().spans(), event.decision().logs(), event.bytes());
  }

  /** What is tried beside the rules, of the same window, by name. */
  Map<String, ShadowCounts> byShadow(long nowMillis) {
    long oldest = Math.floorDiv(nowMillis - limits.window().toMillis(), STEP_MILLIS);
    Map<String, ShadowCounts> sums = new TreeMap<>();
    for (Map<String, ShadowCounts> names : tried.tailMap(oldest, true).values()) {
      names.forEach((name, counts) -> sums.merge(name, counts, ShadowCounts::plus));
    }
    return sums;
  }

  private static RuleCounts one(DecisionEvent event) {
    Count count = counted(event);
    String rule = event.decision().rule();
    return event.decision().kept()
        ? new RuleCounts(rule, count, Count.ZERO)
        : new RuleCounts(rule, Count.ZERO, count);
  }

  /** What was written in the window before this time, in order of names. */
  List<RuleCounts> byRule(long nowMillis) {
    long oldest = Math.floorDiv(nowMillis - limits.window().toMillis(), STEP_MILLIS);
    Map<String, RuleCounts> sums = new TreeMap<>();
    for (Map<String, RuleCounts> rules : steps.tailMap(oldest, true).values()) {
      rules.forEach((rule, counts) -> sums.merge(rule, counts, RuleCounts::plus));
    }
    return List.copyOf(sums.values());
  }

  /** The newest first. */
  List<DecisionEvent> last(int limit, Predicate<DecisionEvent> wanted) {
    List<Numbered> found = new ArrayList<>();
    Stream.concat(kept.stream(), dropped.stream())
        .filter(numbered -> wanted.test(numbered.event()))
        .forEach(found::add);
    found.sort(Comparator.comparingLong(Numbered::number).reversed());
    return found.stream().limit(limit).map(Numbered::event).map(this::withUpgrade).toList();
  }

  /** The newest decision of a trace, while it is remembered. */
  Optional<DecisionEvent> of(TraceId trace) {
    return last(1, event -> event.decision().trace().equals(trace)).stream().findFirst();
  }

  /** Decisions that were not counted, as there were too many rules. */
  long leftOut() {
    return leftOut;
  }
}
