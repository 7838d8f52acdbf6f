// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.compare;

import io.traceweir.pipeline.Variation;

/**
 * One of the pipelines that are compared.
 *
 * @param guarantee as in the configuration file
 * @param commitInterval as in the configuration file
 */
public record Variant(String name, String guarantee, String commitInterval, Variation variation) {
  public static final String EXACTLY_ONCE = "exactly_once";
  public static final String AT_LEAST_ONCE = "at_least_once";
}
