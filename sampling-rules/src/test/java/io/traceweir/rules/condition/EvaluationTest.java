// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The evaluator against a naive reading of the same language, over random conditions and traces.
 */
class EvaluationTest {
  private static final Aliases ALIASES = new Aliases(Map.of("either", List.of("k3", "k4")));
  private static final int CONDITIONS = 3_000;
  private static final int TRACES = 40;

  private final Random random = new Random(20_260_101);
  private final AttributeNames names = new AttributeNames();
  private final List<RandomTraces.Wire> wires = new ArrayList<>();

  @Test
  void shouldAgreeWithANaiveReading() throws SyntaxException {
    List<String> texts = texts();
    List<TraceFilter> filters = texts.stream().map(text -> read(text).bind(names)).toList();
    List<Expr> written = new ArrayList<>();
    for (String text : texts) {
      written.add(Parser.parse(text));
    }
    int holding = 0;
    TraceReader reader = reader();
    for (RandomTraces.Wire wire : wires) {
      Trace trace = wire.read(reader);
      NaiveTrace naiveTrace = new NaiveTrace(wire.spans(), wire.logs(), trace.bytes());
      NaiveConditions naive = new NaiveConditions(ALIASES, naiveTrace);
      for (int i = 0; i < texts.size(); i++) {
        boolean expected = naive.holds(written.get(i));
        assertThat(filters.get(i).holds(trace))
            .as("%s%n%s", texts.get(i), wire)
            .isEqualTo(expected);
        holding += expected ? 1 : 0;
      }
    }
    // a sample in which nearly everything holds, or nearly nothing, would prove little
    assertThat(holding).isBetween(CONDITIONS * TRACES / 5, CONDITIONS * TRACES * 4 / 5);
  }

  @Test
  void shouldMeanTheSameInItsCanonicalForm() {
    List<String> texts = texts();
    List<TraceFilter> filters = new ArrayList<>();
    List<TraceFilter> again = new ArrayList<>();
    for (String text : texts) {
      Condition condition = read(text);
      String canonical = condition.canonical();
      Condition reread = read(canonical);
      assertThat(reread.canonical()).as(text).isEqualTo(canonical);
      filters.add(condition.bind(names));
      again.add(reread.bind(names));
    }
    TraceReader reader = reader();
    for (RandomTraces.Wire wire : wires) {
      Trace trace = wire.read(reader);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(again.get(i).holds(trace))
            .as(texts.get(i))
            .isEqualTo(filters.get(i).holds(trace));
      }
    }
  }

  @Test
  void shouldOnlyCallAConditionImpliedWhenItIs() {
    List<Condition> conditions = texts().stream().map(EvaluationTest::read).toList();
    List<TraceFilter> filters = conditions.stream().map(each -> each.bind(names)).toList();
    List<int[]> pairs = new ArrayList<>();
    for (int narrow = 0; narrow < conditions.size(); narrow++) {
      for (int wide = 0; wide < 400; wide++) {
        if (narrow != wide && conditions.get(narrow).implies(conditions.get(wide))) {
          pairs.add(new int[] {narrow, wide});
        }
      }
    }
    assertThat(pairs).hasSizeGreaterThan(1_000);
    TraceReader reader = reader();
    int narrowHeld = 0;
    for (RandomTraces.Wire wire : wires) {
      Trace trace = wire.read(reader);
      for (int[] pair : pairs) {
        if (filters.get(pair[0]).holds(trace)) {
          narrowHeld++;
          assertThat(filters.get(pair[1]).holds(trace))
              .as(
                  "%s implies %s",
                  conditions.get(pair[0]).canonical(), conditions.get(pair[1]).canonical())
              .isTrue();
        }
      }
    }
    assertThat(narrowHeld).isPositive();
  }

  @Test
  void shouldOnlyCallAConditionTheSameForEveryTraceWhenItIs() {
    // short ones speak about the same by chance
    List<String> texts =
        texts().stream().sorted(Comparator.comparing(String::length)).limit(500).toList();
    List<Condition> settled = new ArrayList<>();
    for (int i = 0; i < 5 * CONDITIONS; i++) {
      String word = random.nextBoolean() ? " and " : " or ";
      Condition condition = read(bracketed(texts) + word + bracketed(texts));
      if (condition.constant().isPresent()) {
        settled.add(condition);
      }
    }
    List<Boolean> constants = settled.stream().map(each -> each.constant().orElseThrow()).toList();
    assertThat(constants).contains(true, false).hasSizeGreaterThan(300);
    List<TraceFilter> filters = settled.stream().map(each -> each.bind(names)).toList();
    TraceReader reader = reader();
    for (RandomTraces.Wire wire : wires) {
      Trace trace = wire.read(reader);
      for (int i = 0; i < filters.size(); i++) {
        assertThat(filters.get(i).holds(trace))
            .as(settled.get(i).canonical())
            .isEqualTo(constants.get(i));
      }
    }
  }

  private String bracketed(List<String> texts) {
    String not = random.nextBoolean() ? "not " : "";
    return not + "(" + texts.get(random.nextInt(texts.size())) + ")";
  }

  private List<String> texts() {
    RandomConditions conditions = new RandomConditions(random);
    List<String> texts = new ArrayList<>();
    while (texts.size() < CONDITIONS) {
      String text = conditions.condition();
      if (read(text).constant().isEmpty()) {
        texts.add(text);
      }
    }
    RandomTraces traces = new RandomTraces(random);
    for (int i = 0; i < TRACES; i++) {
      wires.add(traces.next());
    }
    return texts;
  }

  private TraceReader reader() {
    return new TraceReader(names, new ResourceCache());
  }

  private static Condition read(String text) {
    List<Mistake> mistakes = new ArrayList<>();
    Condition condition = Condition.read(text, ALIASES, mistakes::add);
    assertThat(mistakes).as(text).isEmpty();
    return requireNonNull(condition);
  }
}
