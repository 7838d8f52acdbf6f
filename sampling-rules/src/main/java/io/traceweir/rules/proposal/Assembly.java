// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order that decides as the policies do: what drops wins over what samples, so it comes first;
 * then what samples all it matches; then shares, the largest first, since one policy that samples
 * is enough; then rates; last what takes every trace.
 */
final class Assembly {
  private static final int MOST_RULES = 1_000;

  private final List<Placed> rules = new ArrayList<>();
  private final Map<Named, String> leftOut = new LinkedHashMap<>();
  private @Nullable Placed catchAll;

  /** Policies that no rule stands for, with the reason. */
  Map<Named, String> leftOut() {
    return leftOut;
  }

  /** Those with conditions, in order, and what takes every trace if a policy does. */
  List<Placed> all() {
    List<Placed> all = new ArrayList<>(rules);
    if (catchAll != null) {
      all.add(catchAll);
    }
    return all;
  }

  /** Null when what is left is dropped. */
  @Nullable Placed catchAll() {
    return catchAll;
  }

  static Assembly of(List<Placed> placed, Map<Named, String> untranslatable) {
    Assembly assembly = new Assembly();
    assembly.leftOut.putAll(untranslatable);
    assembly.chooseCatchAll(placed);
    placed.stream()
        .filter(rule -> rule.condition() != null)
        .sorted(Comparator.comparingInt(Assembly::rank).thenComparing(Assembly::byShare))
        .forEach(assembly::add);
    return assembly;
  }

  private static int rank(Placed rule) {
    if (rule.isDrop()) {
      return 0;
    }
    if (rule.isShield()) {
      return 3; // beside the other parts
    }
    return rule.draft().share().isAll() ? 1 : rule.draft().share().rate() == null ? 2 : 3;
  }

  private static int byShare(Placed a, Placed b) {
    return rank(a) == 2 ? b.draft().share().percent().compareTo(a.draft().share().percent()) : 0;
  }

  private void chooseCatchAll(List<Placed> placed) {
    for (Placed rule : placed) {
      if (rule.takesNothing()) {
        leftOut.put(
            rule.policy(), "it never " + (rule.isDrop() ? "drops" : "samples") + " a trace");
      } else if (rule.takesAll() && (catchAll == null || isStronger(rule, catchAll))) {
        catchAll = rule;
      }
    }
    for (Placed rule : placed) {
      if (rule.takesAll() && !rule.equals(catchAll) && !rule.takesNothing()) {
        Placed stronger = Objects.requireNonNull(catchAll);
        leftOut.put(rule.policy(), beside(stronger, "only one rule can take every trace"));
      }
    }
  }

  private static String beside(Placed rule, String reason) {
    return reason + ", and that is `" + rule.policy().ruleName() + "`";
  }

  private static boolean isStronger(Placed rule, Placed other) {
    if (rank(rule) != rank(other)) {
      return rank(rule) < rank(other);
    }
    return byShare(rule, other) < 0;
  }

  private void add(Placed rule) {
    if (rule.takesNothing()) {
      return; // said already
    }
    Placed last = catchAll;
    if (last != null && (last.isDrop() || isCovered(rule, last))) {
      leftOut.put(rule.policy(), beside(last, "another rule keeps or drops these traces anyway"));
      return;
    }
    for (Placed earlier : rules) {
      if (rule.isBehind(earlier)) {
        leftOut.put(rule.policy(), beside(earlier, "an earlier rule takes all of its traces"));
        return;
      }
    }
    if (rules.size() >= MOST_RULES - 1) {
      leftOut.put(rule.policy(), "a rule file has at most " + MOST_RULES + " rules");
      return;
    }
    rules.add(isWeaker(rule) ? with(rule, Difference.FIRST_MATCH) : rule);
  }

  /** What takes every trace keeps all, or at least as many of them. */
  private static boolean isCovered(Placed rule, Placed last) {
    if (rule.isDrop()) {
      return false;
    }
    Share share = rule.draft().share();
    Share rest = last.draft().share();
    boolean isSmaller =
        share.rate() == null
            && rest.rate() == null
            && share.percent().compareTo(rest.percent()) <= 0;
    return rest.isAll() || (isSmaller && isOneHash(share, rest));
  }

  private static boolean isOneHash(Share a, Share b) {
    return a.salt() != null && a.salt().equals(b.salt());
  }

  /** Other policies could sample what this rule does not keep. */
  private boolean isWeaker(Placed rule) {
    if (rule.isDrop() || rule.draft().share().isAll()) {
      return false;
    }
    Placed last = catchAll;
    return rules.stream().anyMatch(other -> rank(other) >= 2 && isRival(rule, other))
        || (last != null && !last.isDrop() && isRival(rule, last));
  }

  /** Whether one could sample what the other does not; the first part that matches decides, too. */
  private static boolean isRival(Placed rule, Placed other) {
    return !rule.policy().isPartWith(other.policy())
        && !isOneHash(rule.draft().share(), other.draft().share());
  }

  private static Placed with(Placed rule, Difference difference) {
    return new Placed(rule.policy(), rule.draft().with(difference), rule.condition());
  }
}
