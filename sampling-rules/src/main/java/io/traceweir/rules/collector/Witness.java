// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.rules.collector.Policy.Binding;
import io.traceweir.rules.collector.Policy.Look;
import io.traceweir.rules.collector.Policy.Voter;
import io.traceweir.rules.collector.PolicyReader.Named;
import io.traceweir.rules.ottl.EvaluationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy at work that remembers its last vote and can say why. One thread. */
public final class Witness implements Voter {
  private final Named named;
  private final List<Witness> parts = new ArrayList<>();
  private final Voter voter;
  private final Look look;
  private @Nullable Case asked;
  private @Nullable Vote vote;

  Witness(Named named, Binding binding) {
    this.named = named;
    Binding witnessed = binding.with(parts);
    this.voter = named.policy().bind(witnessed);
    this.look = named.policy().look(witnessed);
  }

  @Override
  public Vote vote(Case at) {
    asked = at;
    vote = null;
    Vote given = voter.vote(at);
    vote = given;
    return given;
  }

  /** Of the last vote; to be asked for once, before the next. */
  public Reason reason() {
    Case at = asked;
    if (at == null) {
      return new Reason(named.name(), named.type(), false, null, Seen.NOTHING, List.of());
    }
    List<Reason> reasons = parts.stream().map(part -> part.reason(at)).toList();
    asked = null;
    return new Reason(named.name(), named.type(), true, vote, look.at(at), reasons);
  }

  /** What was not needed for the vote is asked now, unless that would count. */
  private Reason reason(Case at) {
    if (asked == null && !named.policy().hasLimit()) {
      try {
        vote(at);
      } catch (EvaluationException e) {
        vote = null;
      }
    }
    return reason();
  }
}
