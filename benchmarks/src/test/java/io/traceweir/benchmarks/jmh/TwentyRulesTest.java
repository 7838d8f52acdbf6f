// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.Decider;
import io.traceweir.rules.RuleSet;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwentyRulesTest {
  /** Figures compare only what keeps as much as the other. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldKeepFailedTracesAndATwentiethOfTheRest(boolean policies) throws Exception {
    String text = policies ? TwentyRules.policies() : TwentyRules.rules();
    RuleSet rules = RuleSet.parse("rules.yaml", text);
    var names = new AttributeNames();
    Decider decider = rules.bind(names);
    var reader = new TraceReader(names, new ResourceCache());
    List<List<Sample.Fragment>> traces = new Sample().traces();
    int fine = 0;
    int kept = 0;
    for (List<Sample.Fragment> fragments : traces) {
      Trace trace = Sample.read(fragments, reader);
      boolean keeps = decider.decide(trace, 0).keeps(trace.randomness());
      if (trace.errorCount() > 0) {
        assertThat(keeps).isTrue();
      } else {
        fine++;
        kept += keeps ? 1 : 0;
      }
    }
    assertThat(rules.size()).isEqualTo(20);
    assertThat(fine).isGreaterThan(2_000);
    assertThat(kept / (double) fine).isBetween(0.03, 0.07);
  }
}
