// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlScalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads traces from files that a test names. */
public interface TraceFiles {
  /**
   * The one trace that is in these files together.
   *
   * @param id which trace it is, where there are several; null when the test does not say
   * @return null when something is wrong, and then it is in {@code problems}
   */
  @Nullable TestedTrace read(List<YamlScalar> files, @Nullable YamlScalar id, Problems problems);
}
