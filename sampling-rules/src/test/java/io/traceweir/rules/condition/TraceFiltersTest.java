// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.otlp.Signal;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TraceFiltersTest {
  private final AttributeNames names = new AttributeNames();
  private final TraceFilters live = new TraceFilters(names);

  private static Condition condition(String text) {
    return Objects.requireNonNull(
        Condition.read(
            text,
            Aliases.NONE,
            mistake -> {
              throw new IllegalArgumentException(mistake.message());
            }));
  }

  @Test
  void shouldMakeAConditionReadyOnceHoweverItIsWritten() {
    TraceFilter one = live.of(condition("any span(attributes[\"a\"] == \"x\")"));
    TraceFilters candidate = live.beside(names.copy());

    assertThat(candidate.of(condition("any span( (\"x\" == attributes[ \"a\" ]) )"))).isSameAs(one);
    assertThat(candidate.of(condition("any span(attributes[\"a\"] == \"y\")"))).isNotSameAs(one);
    assertThat(candidate.focus()).isSameAs(live.focus());
  }

  /** What stands beside others takes no place among them: another candidate may come after it. */
  @Test
  void shouldLeaveTheOthersAsTheyWere() {
    Condition late = condition("any span(attributes[\"late\"] == \"x\")");
    TraceFilter there = live.beside(names.copy()).of(late);

    assertThat(live.of(late)).isNotSameAs(there);
    assertThat(names.size()).isOne();
  }

  @Test
  void shouldAnswerAnewForEachTraceAndForMoreOfTheSame() {
    TraceFilter filter = live.of(condition("any span(attributes[\"a\"] == \"x\")"));
    TraceReader reader = new TraceReader(names, new ResourceCache());

    assertThat(ask(filter, read(reader, Traces.trace("a").root("GET /").attribute("a", "x"))))
        .isTrue();
    assertThat(ask(filter, read(reader, Traces.trace("b").root("GET /").attribute("a", "y"))))
        .isFalse();
    Trace trace = read(reader, Traces.trace("c").root("GET /").attribute("a", "y"));
    assertThat(ask(filter, trace)).isFalse();
    add(reader, Traces.trace("c").root("GET /").child("late").attribute("a", "x"));
    assertThat(ask(filter, trace)).isTrue();
    assertThat(ask(filter, trace)).isTrue();
    assertThat(filter.holds(trace)).isTrue();
  }

  private boolean ask(TraceFilter filter, Trace trace) {
    live.focus().on(trace);
    return filter.holds(live.focus());
  }

  private static Trace read(TraceReader reader, TraceBuilder builder) {
    TraceId id = TraceId.ofHex(builder.traceId());
    reader.begin(id.high(), id.low());
    add(reader, builder);
    return reader.finish();
  }

  private static void add(TraceReader reader, TraceBuilder builder) {
    byte[] spans = builder.request().toByteArray();
    reader.add(Signal.SPANS, spans, 0, spans.length);
  }
}
