// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A `composite` as a rule for each of its parts, in their order: the first part that matches a
 * trace decides, and samples it while it has spans left of its own.
 */
final class CompositeTranslator {
  private static final String NEVER = "it never samples a trace";

  private final PolicyTranslator policies;
  private final Named composite;
  private final Map<Named, Long> limits;
  private final Map<Named, String> leftOut;

  /**
   * @param leftOut gets the parts that no rule stands for, when there are rules at all
   */
  CompositeTranslator(PolicyTranslator policies, Named composite, Map<Named, String> leftOut) {
    this.policies = policies;
    this.composite = composite;
    this.limits = policies.limited(composite);
    this.leftOut = leftOut;
  }

  List<Placed> rules() throws Untranslatable {
    Map<Named, String> unused = new LinkedHashMap<>();
    List<Placed> matching = matching(unused);
    int end = matching.size();
    while (end > 0 && limit(matching.get(end - 1)) <= 0) {
      end--;
    }
    matching.subList(end, matching.size()).forEach(part -> unused.put(part.policy(), NEVER));
    List<Placed> rules = new ArrayList<>();
    for (Placed part : matching.subList(0, end)) {
      rules.add(limited(part));
    }
    leftOut.putAll(rules.isEmpty() ? Map.of(composite, NEVER) : unused);
    return rules;
  }

  /** Up to the first one that matches every trace. */
  private List<Placed> matching(Map<Named, String> unused) throws Untranslatable {
    List<Placed> matching = new ArrayList<>();
    boolean isEnd = false;
    for (Named part : limits.keySet()) {
      Placed placed = placed(part);
      if (isEnd) {
        unused.put(part, "an earlier part of its policy takes every trace");
      } else if (placed.draft().share().isNothing() || placed.takesNothing()) {
        unused.put(part, NEVER);
      } else {
        matching.add(placed);
        isEnd = placed.takesAll() && placed.draft().share().isAll();
      }
    }
    return matching;
  }

  private Placed placed(Named part) throws Untranslatable {
    try {
      return Placed.of(part, policies.translate(part));
    } catch (Untranslatable e) {
      throw refused(part, String.valueOf(e.getMessage()));
    }
  }

  private Placed limited(Placed part) throws Untranslatable {
    Draft draft = part.draft();
    if (!draft.share().isAll()) {
      throw refused(part.policy(), PolicyTranslator.ONE_KEEP);
    }
    Share share = Share.ofRate("spans_per_second", limit(part));
    Draft limited = new Draft(draft.test(), share, draft.differences());
    return new Placed(
        part.policy(),
        share.isNothing() ? limited : limited.with(Difference.SECONDS),
        part.condition());
  }

  private long limit(Placed part) {
    return limits.getOrDefault(part.policy(), 0L);
  }

  private static Untranslatable refused(Named part, String reason) {
    return new Untranslatable("of its part `" + part.name() + "` (" + part.type() + "): " + reason);
  }
}
