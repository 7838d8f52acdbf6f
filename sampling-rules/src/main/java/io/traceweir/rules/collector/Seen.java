// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.rules.condition.Finding;
import io.traceweir.rules.condition.Finding.Example;
import io.traceweir.rules.condition.Finding.Reading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy looked at.
 *
 * @param values of the trace, beside the settings that they are held against
 * @param span where it found what it looks for, or else the first that has something of the kind
 * @param others spans that have something of the kind as well, when none has what it looks for
 * @param conditions of OTTL, each asked by itself
 */
public record Seen(
    List<Reading> values, @Nullable Example span, int others, List<Finding> conditions) {
  static final Seen NOTHING = of();

  public Seen {
    values = List.copyOf(values);
    conditions = List.copyOf(conditions);
  }

  static Seen of(Reading... values) {
    return new Seen(List.of(values), null, 0, List.of());
  }

  static Seen of(Example span) {
    return new Seen(List.of(), span, 0, List.of());
  }

  static Seen of(List<Finding> conditions) {
    return new Seen(List.of(), null, 0, conditions);
  }

  Seen and(Reading more) {
    List<Reading> all = new ArrayList<>(values);
    all.add(more);
    return new Seen(all, span, others, conditions);
  }

  static Seen onNoSpan(String what) {
    return of(new Reading(what, "on no span"));
  }
}
