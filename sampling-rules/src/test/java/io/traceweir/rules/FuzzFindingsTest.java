// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.condition.ConditionTarget;
import io.traceweir.rules.ottl.OttlTarget;
import io.traceweir.rules.xml.XPathTarget;
import io.traceweir.testkit.Fuzzing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inputs that broke something once. */
class FuzzFindingsTest {
  @Test
  void shouldHoldForWhatBrokeSomethingOnce() {
    int inputs = 0;
    for (Class<?> target :
        List.of(ConditionTarget.class, OttlTarget.class, XPathTarget.class, RuleFileTarget.class)) {
      inputs += Fuzzing.replay(target);
    }
    assertThat(inputs).isPositive();
  }
}
