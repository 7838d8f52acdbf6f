// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import io.traceweir.rules.condition.Aliases;
import io.traceweir.rules.condition.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy as a rule of its own.
 *
 * @param condition null when it takes every trace
 */
record Placed(Named policy, Draft draft, @Nullable Condition condition) {

  /** The condition as the rules read it; what is always or never true has none. */
  static Placed of(Named policy, Draft draft) throws Untranslatable {
    if (draft.test().form() == Test.Form.FIXED) {
      return new Placed(policy, draft, null);
    }
    List<String> mistakes = new ArrayList<>();
    Condition condition =
        Condition.read(
            draft.test().text(), Aliases.NONE, mistake -> mistakes.add(mistake.message()));
    if (condition == null) {
      throw new Untranslatable("as a condition it is refused: " + mistakes.get(0));
    }
    if (condition.constant().isPresent()) {
      Test fixed = condition.constant().get() ? Test.ALWAYS : Test.NEVER;
      return new Placed(policy, new Draft(fixed, draft.share(), draft.differences()), null);
    }
    return new Placed(policy, draft, condition);
  }

  boolean isDrop() {
    return policy.type().equals("drop");
  }

  boolean takesAll() {
    return draft.test().equals(Test.ALWAYS);
  }

  boolean takesNothing() {
    boolean keepsNothing = !isDrop() && !isShield() && draft.share().isNothing();
    return draft.test().equals(Test.NEVER) || keepsNothing;
  }

  /** A part without spans per second: it keeps its traces from the parts that follow. */
  boolean isShield() {
    return policy.whole() != null && draft.share().isNothing();
  }

  /** Every trace that this one takes, an earlier one has taken. */
  boolean isBehind(Placed earlier) {
    return condition != null && earlier.condition != null && condition.implies(earlier.condition);
  }

  String keep() {
    return isDrop() ? "0%" : draft.share().keep();
  }
}
