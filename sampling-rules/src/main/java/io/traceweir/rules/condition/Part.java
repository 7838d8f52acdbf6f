// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Finding.Example;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a condition, ready to be asked.
 *
 * @param inner what stands in the parentheses of `any span(…)` or `count span(…)`, if it does
 */
record Part(
    String text, Filter filter, List<Value> values, List<Part> parts, @Nullable Inner inner) {

  /**
   * What is asked of each span, event or log.
   *
   * @param items which of them
   */
  record Inner(Subject subject, Items items, Part part) {}

  Finding find(Focus focus) {
    boolean holds = filter.holds(focus);
    List<Finding> found = new ArrayList<>();
    parts.forEach(part -> found.add(part.find(focus)));
    Finding.Items items = null;
    if (inner != null) {
      items = inner.part.askEach(focus, inner);
      found.addAll(inner.part.findEach(focus, inner));
    }
    return new Finding(text, holds, Value.read(values, focus), items, found);
  }

  /** The parts of what was asked of each one, so that it can be seen which of them fails. */
  private List<Finding> findEach(Focus focus, Inner around) {
    List<Finding> found = new ArrayList<>();
    for (Part part : parts) {
      Finding.Items items = part.askEach(focus, around);
      List<Finding> below = part.findEach(focus, around);
      found.add(new Finding(part.text, items.fitting() > 0, List.of(), items, below));
    }
    return found;
  }

  private Finding.Items askEach(Focus focus, Inner around) {
    List<Value> values = allValues();
    List<Example> fitting = new ArrayList<>();
    List<Example> others = new ArrayList<>();
    int[] count = {0};
    int fits =
        around.items.find(
            focus,
            each -> {
              count[0]++;
              Item item = Item.in(each, around.subject);
              boolean holds = filter.holds(each);
              List<Example> examples = holds ? fitting : others;
              if (examples.size() < Item.EXAMPLES) {
                item.putBack(each);
                examples.add(item.shown(Value.read(values, each)));
              }
              return holds;
            },
            true,
            Integer.MAX_VALUE);
    return new Finding.Items(around.subject.word(), count[0], fits, fits > 0 ? fitting : others);
  }

  /** Of all parts, each field once. */
  private List<Value> allValues() {
    List<Value> all = new ArrayList<>();
    collect(all);
    return all;
  }

  private void collect(List<Value> all) {
    for (Value value : values) {
      if (all.stream().noneMatch(v -> v.field().equals(value.field()))) {
        all.add(value);
      }
    }
    parts.forEach(part -> part.collect(all));
  }
}
