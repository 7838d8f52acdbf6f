// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.compare;

import io.traceweir.benchmarks.report.Check;
import java.util.List;

/**
 * What one variant did with traffic as it came.
 *
 * @param processorsBusy by the pipeline's process
 */
public record Watched(
    Variant variant, Latencies latencies, double processorsBusy, List<Check> checks) {
  public Watched {
    checks = List.copyOf(checks);
  }

  /** What came out wrong, with the variant in front. */
  public List<Check> wrong() {
    return Check.wrong(variant.name() + ", live", checks);
  }
}
