// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.transactions;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What many looks in a row say of open transactions. */
public final class Suspicions {
  /** Longer than brokers let a transaction last, unless they were told otherwise. */
  static final Duration UNCLAIMED_AFTER = Duration.ofHours(1);

  private Map<Suspicion, Long> since = Map.of();
  private Set<OpenTransaction> lost = Set.of();

  private record Suspicion(OpenTransaction open, Standing standing) {}

  /** Those that nobody will ever end. */
  public Set<OpenTransaction> lost() {
    return lost;
  }

  /**
   * Takes in one look.
   *
   * @param tells whether it says what has become of a transaction of an earlier look: what it does
   *     not say stands as it did, as an answer that is missing ends nothing
   * @return those that are found to be lost by this look, and were not before
   */
  public List<Sighting> judge(
      Collection<Sighting> seen, Predicate<OpenTransaction> tells, long nowMillis) {
    Set<OpenTransaction> open = seen.stream().map(Sighting::open).collect(Collectors.toSet());
    Predicate<OpenTransaction> stands = earlier -> !open.contains(earlier) && !tells.test(earlier);
    Map<Suspicion, Long> suspicions = new HashMap<>(since);
    suspicions.keySet().removeIf(s -> !stands.test(s.open));
    seen.stream()
        .map(each -> new Suspicion(each.open(), each.standing(nowMillis)))
        .forEach(each -> suspicions.put(each, since.getOrDefault(each, nowMillis)));
    List<Sighting> losses = seen.stream().filter(each -> isLost(each, nowMillis)).toList();
    List<Sighting> fresh = losses.stream().filter(each -> !lost.contains(each.open())).toList();
    Set<OpenTransaction> all = lost.stream().filter(stands).collect(Collectors.toSet());
    losses.forEach(each -> all.add(each.open()));
    since = suspicions;
    lost = all;
    return fresh;
  }

  /** What was lost is not found when its coordinator is away: then it seems to be unclaimed. */
  private boolean isLost(Sighting each, long nowMillis) {
    var suspicion = new Suspicion(each.open(), each.standing(nowMillis));
    Long first = since.get(suspicion);
    boolean before = lost.contains(each.open());
    return switch (suspicion.standing) {
      case ABANDONED -> before || first != null;
      case UNCLAIMED -> before || (first != null && nowMillis - first > UNCLAIMED_AFTER.toMillis());
      case GOING_ON, OVERDUE -> false;
    };
  }
}
