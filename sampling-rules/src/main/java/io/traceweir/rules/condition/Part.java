// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Finding.Example;
import io.traceweir.rules.condition.Finding.Items;
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

  /** What is asked of each span or log. */
  record Inner(Subject subject, Part part) {}

  Finding find(Focus focus) {
    boolean holds = filter.holds(focus);
    List<Finding> found = new ArrayList<>();
    parts.forEach(part -> found.add(part.find(focus)));
    Items items = null;
    if (inner != null && Item.areKnown(inner.subject)) {
      items = inner.part.items(focus, inner.subject);
      found.addAll(inner.part.findEach(focus, inner.subject));
    }
    return new Finding(text, holds, Value.read(values, focus), items, found);
  }

  /** The parts of what was asked of each one, so that it can be seen which of them fails. */
  private List<Finding> findEach(Focus focus, Subject subject) {
    List<Finding> found = new ArrayList<>();
    for (Part part : parts) {
      Items items = part.items(focus, subject);
      List<Finding> below = part.findEach(focus, subject);
      found.add(new Finding(part.text, items.fitting() > 0, List.of(), items, below));
    }
    return found;
  }

  private Items items(Focus focus, Subject subject) {
    List<Example> fitting = new ArrayList<>();
    List<Example> others = new ArrayList<>();
    int count = Item.count(focus.trace, subject);
    int fits = 0;
    for (int i = 0; i < count; i++) {
      Item.put(focus, subject, i);
      boolean holds = filter.holds(focus);
      fits += holds ? 1 : 0;
      List<Example> examples = holds ? fitting : others;
      if (examples.size() < Item.EXAMPLES) {
        Item.put(focus, subject, i);
        examples.add(Item.shown(focus, subject, allValues()));
      }
    }
    return new Items(subject.word(), count, fits, fits > 0 ? fitting : others);
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
