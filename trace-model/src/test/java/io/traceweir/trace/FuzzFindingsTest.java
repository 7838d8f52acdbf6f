// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.otlp.JsonTarget;
import io.traceweir.otlp.SplittingTarget;
import io.traceweir.testkit.Fuzzing;
import io.traceweir.tracestate.TraceStateTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inputs that broke something once. */
class FuzzFindingsTest {
  @Test
  void shouldHoldForWhatBrokeSomethingOnce() {
    int inputs = 0;
    for (Class<?> target :
        List.of(
            SplittingTarget.class, WritingTarget.class, JsonTarget.class, TraceStateTarget.class)) {
      inputs += Fuzzing.replay(target);
    }
    assertThat(inputs).isPositive();
  }
}
