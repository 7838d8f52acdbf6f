// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.otlp.Signal;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import io.traceweir.yaml.ProblemsException;

/** A rule set with all that it needs to decide about traces of the test kit. */
final class Decisions {
  private final Decider decider;
  private final TraceReader reader;

  private Decisions(RuleSet set) {
    this(set, 1);
  }

  Decisions(RuleSet set, double share) {
    AttributeNames names = new AttributeNames();
    decider = set.bind(names, share);
    reader = new TraceReader(names, new ResourceCache());
  }

  Decisions(String rules) throws ProblemsException {
    this("{}", rules);
  }

  Decisions(String aliases, String rules) throws ProblemsException {
    this(RuleSet.parse("r.yaml", "version: 1\naliases: " + aliases + "\nrules:\n" + rules));
  }

  static Decisions of(String file) throws ProblemsException {
    return new Decisions(RuleSet.parse("r.yaml", file));
  }

  Decider decider() {
    return decider;
  }

  /** Name of the rule that takes the trace. */
  String rule(TraceBuilder builder) {
    return decider.decide(read(builder), 0).rule().name();
  }

  Rule decide(TraceBuilder builder, long clockMillis) {
    return decider.decide(read(builder), clockMillis).rule();
  }

  /** Valid until the next trace is read. */
  Trace read(TraceBuilder builder) {
    TraceId id = TraceId.ofHex(builder.traceId());
    reader.begin(id.high(), id.low());
    byte[] spans = builder.request().toByteArray();
    reader.add(Signal.SPANS, spans, 0, spans.length);
    return withLogs(builder);
  }

  /** The logs without the spans they belong to. */
  Trace readLogs(TraceBuilder builder) {
    TraceId id = TraceId.ofHex(builder.traceId());
    reader.begin(id.high(), id.low());
    return withLogs(builder);
  }

  private Trace withLogs(TraceBuilder builder) {
    byte[] logs = builder.logs().toByteArray();
    if (logs.length > 0) {
      reader.add(Signal.LOGS, logs, 0, logs.length);
    }
    return reader.finish();
  }
}
