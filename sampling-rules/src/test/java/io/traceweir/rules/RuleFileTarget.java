// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.format.RuleFormatter;
import io.traceweir.trace.AttributeNames;
import io.traceweir.yaml.Problem;
import io.traceweir.yaml.ProblemsException;

/**
 * For the fuzzer: a file is read and can be bound, or its problems have places; one that is read
 * means the same after it was formatted, and stays as it is the next time.
 */
public final class RuleFileTarget {
  /** Formatting asks the parser for each value, which takes long while it is watched. */
  private static final int LONGEST_FORMATTED = 500;

  private RuleFileTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    RuleSet set;
    try {
      set = RuleSet.parse("f", text);
    } catch (ProblemsException e) {
      assertThat(e.problems()).isNotEmpty().allSatisfy(RuleFileTarget::verify);
      return;
    }
    set.bind(new AttributeNames());
    if (text.length() > LONGEST_FORMATTED) {
      return;
    }
    try {
      String formatted = RuleFormatter.format("f", text);
      assertThat(RuleSet.parse("f", formatted).hash()).isEqualTo(set.hash());
      assertThat(RuleFormatter.format("f", formatted)).isEqualTo(formatted);
    } catch (ProblemsException e) {
      throw new AssertionError("what was formatted is not read: " + e.problems(), e);
    }
  }

  private static void verify(Problem problem) {
    assertThat(problem.line()).isPositive();
    assertThat(problem.column()).isPositive();
    assertThat(problem.message()).isNotBlank();
  }
}
