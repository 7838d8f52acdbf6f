// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.compare;

import io.traceweir.pipeline.Variation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the pipelines that are compared.
 *
 * @param guarantee as in the configuration file
 * @param commitInterval as in the configuration file
 * @param rules null for those of the command
 */
public record Variant(
    String name,
    String guarantee,
    String commitInterval,
    Variation variation,
    @Nullable RuleFiles rules) {
  public static final String EXACTLY_ONCE = "exactly_once";
  public static final String AT_LEAST_ONCE = "at_least_once";

  public Variant(String name, String guarantee, String commitInterval, Variation variation) {
    this(name, guarantee, commitInterval, variation, null);
  }

  /**
   * A rule file and those that it names.
   *
   * @param beside contents by name
   */
  public record RuleFiles(String rules, Map<String, String> beside) {
    public RuleFiles {
      beside = Map.copyOf(beside);
    }
  }
}
