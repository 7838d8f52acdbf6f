// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import static io.traceweir.app.outcome.Fixtures.decision;
import static io.traceweir.app.outcome.Fixtures.event;
import static io.traceweir.app.outcome.Fixtures.fraction;
import static io.traceweir.app.outcome.Fixtures.text;
import static io.traceweir.app.outcome.Fixtures.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.outcome.RuleTally.Count;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecisionsTest {
  @Test
  void shouldReadDecisionsAndPassOverOtherEvents() throws Exception {
    byte[] value =
        Fixtures.decisions(
            event("somebody.else", 1),
            event(
                "traceweir.decision",
                2,
                text("traceweir.outcome", "kept"),
                text("traceweir.rule", "slow"),
                text("traceweir.trigger", "timeout"),
                whole("traceweir.spans", 7),
                whole("traceweir.logs", 3),
                whole("traceweir.errors", 0),
                fraction("traceweir.duration_ms", 2_500.5),
                text("traceweir.root.service", "shop"),
                text("traceweir.root.name", "GET /")));
    List<Decision> read = new ArrayList<>();
    Decision.readAll(value, read::add);
    assertThat(read)
        .containsExactly(
            new Decision(
                new TraceId(0, 2), true, "slow", "timeout", 7, 3, 0, 2_500.5, "shop", "GET /"));
  }

  @Test
  void shouldCountPerRuleInTheOrderOfTheRules() {
    Decisions decisions = new Decisions(List.of("errors", "slow", "rest"));
    decisions.add(decision(1, false, "rest"));
    decisions.add(decision(2, true, "errors"));
    decisions.add(decision(3, true, "rest"));
    decisions.add(decision(4, false, "rest"));
    decisions.add(decision(5, false, "unheard-of"));

    assertThat(decisions.byRule())
        .containsExactly(
            new RuleTally("errors", new Count(1, 4, 2), Count.ZERO),
            new RuleTally("slow", Count.ZERO, Count.ZERO),
            new RuleTally("rest", new Count(1, 4, 2), new Count(2, 8, 4)),
            new RuleTally("unheard-of", Count.ZERO, new Count(1, 4, 2)));
    assertThat(decisions.traces()).isEqualTo(5);
    assertThat(decisions.spans()).isEqualTo(20);
    assertThat(decisions.logs()).isEqualTo(10);
    assertThat(decisions.withErrors()).isEqualTo(2);
    assertThat(decisions.byTrigger()).isEqualTo(Map.of("root", 5L));
  }

  @Test
  void shouldTellSecondDecisionsApartAndKnowWhatIsMissing() {
    Decisions decisions = new Decisions(List.of());
    decisions.add(decision(1, true, "errors"));
    decisions.add(decision(1, false, "rest"));
    assertThat(decisions.traces()).isEqualTo(1);
    assertThat(decisions.again()).isEqualTo(1);
    assertThat(decisions.undecided(Set.of(new TraceId(0, 1), new TraceId(0, 2)))).isEqualTo(1);
  }
}
