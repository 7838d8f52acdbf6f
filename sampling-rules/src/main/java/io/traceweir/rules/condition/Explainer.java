// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.ottl.OttlCondition;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.Trace;

/**
 * A condition that can say why it holds. Each of its parts is made ready as a condition of its own,
 * with the filters that decide, so what is shown and what is decided cannot differ. One thread.
 */
public final class Explainer {
  private final Part root;
  private final Focus focus = new Focus();

  private Explainer(Part root) {
    this.root = root;
  }

  static Explainer of(Formula formula, AttributeNames names) {
    return new Explainer(new Parts(names).part(formula, Subject.TRACE));
  }

  /** Of a condition of a Collector; it holds when it is true of any span or event. */
  public static Explainer of(OttlCondition condition, AttributeNames names) {
    return new Explainer(OttlFilters.any(condition, names));
  }

  /** All parts are asked, also those that the answer does not depend on any more. */
  public Finding explain(Trace trace) {
    focus.on(trace);
    return root.find(focus);
  }
}
