// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.otlp.Signal;
import io.traceweir.rules.Decider;
import io.traceweir.rules.LateRules;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.notation.Requests;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import org.jspecify.annotations.Nullable;

/** Asks rules about one trace, as if it were the first that they see. */
final class Trial {
  private final RuleSet rules;
  private final AttributeNames names = new AttributeNames();
  private final TraceReader reader;

  /**
   * What the rules say.
   *
   * @param kept by its randomness
   */
  record Answer(Ruling ruling, boolean kept) {}

  Trial(RuleSet rules) {
    this.rules = rules;
    rules.bind(names);
    this.reader = new TraceReader(names, new ResourceCache());
  }

  Answer ask(TestedTrace tested, TraceId id) {
    Trace trace = read(id, tested.inTime(id));
    Ruling ruling = decide(trace);
    return new Answer(ruling, ruling.keeps(trace.randomness()));
  }

  Facts facts(TestedTrace tested, TraceId id) {
    return Facts.of(read(id, tested.inTime(id)));
  }

  /** The rule that brings back what was dropped when the rest comes; null when none does. */
  @Nullable String upgradedBy(TestedTrace tested, TraceId id) {
    String droppedBy = ask(tested, id).ruling().rule().name();
    LateRules rulesForLate = rules.bind(names).late();
    Trace late = read(id, tested.late(id));
    if (rulesForLate.concerned(late, droppedBy, clock(late)).isEmpty()) {
      return null;
    }
    Trace whole = read(id, tested.inTime(id), tested.late(id));
    Ruling ruling = decide(whole);
    return LateRules.bringsBack(ruling, whole, droppedBy) ? ruling.rule().name() : null;
  }

  /** Limits begin anew each time, so that no test depends on another one. */
  private Ruling decide(Trace trace) {
    Decider decider = rules.bind(names);
    return decider.decide(trace, clock(trace));
  }

  private static long clock(Trace trace) {
    return trace.endNanos() / 1_000_000;
  }

  private Trace read(TraceId id, Requests... parts) {
    reader.begin(id.high(), id.low());
    for (Requests part : parts) {
      add(Signal.SPANS, part.spans());
      add(Signal.LOGS, part.logs());
    }
    return reader.finish();
  }

  private void add(Signal signal, byte[] request) {
    if (request.length > 0) {
      reader.add(signal, request, 0, request.length);
    }
  }
}
