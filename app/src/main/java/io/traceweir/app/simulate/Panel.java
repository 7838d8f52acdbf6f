// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.app.rules.NamedRules;
import io.traceweir.rules.Decider;
import io.traceweir.rules.Ruling;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import java.util.List;

/**
 * Rule sets that are asked about the same traces. They share the names of attributes, so that a
 * trace is read once for all of them. One thread.
 */
final class Panel {
  private final List<Decider> deciders;
  private final TraceReader reader;

  Panel(List<NamedRules> sets) {
    AttributeNames names = new AttributeNames();
    deciders = sets.stream().map(each -> each.set().bind(names)).toList();
    reader = new TraceReader(names, new ResourceCache());
  }

  TraceReader reader() {
    return reader;
  }

  Ruling ask(int set, Trace trace, Waits.Due due) {
    return deciders.get(set).decide(trace, due.millis());
  }
}
