// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A load that is drained again and again is smaller than one that is drained once. */
class ComparisonDefaults implements IDefaultValueProvider {
  private final String spans;

  ComparisonDefaults() {
    this(600_000);
  }

  ComparisonDefaults(long spans) {
    this.spans = Long.toString(spans);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    boolean wanted =
        argument instanceof OptionSpec option && option.longestName().equals("--spans");
    return wanted ? spans : null;
  }
}
