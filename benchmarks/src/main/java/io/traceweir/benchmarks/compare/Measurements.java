// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.compare;

import io.traceweir.benchmarks.report.Check;
import io.traceweir.benchmarks.report.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All runs of a comparison, in the order in which they were made. */
public record Measurements(List<Measured> runs) {
  public Measurements {
    runs = List.copyOf(runs);
  }

  /** One figure of each run of a variant. */
  public List<Double> each(Variant variant, ToDoubleFunction<Measured> figure) {
    return runs.stream()
        .filter(run -> run.variant().equals(variant))
        .map(figure::applyAsDouble)
        .toList();
  }

  public Spread of(Variant variant, ToDoubleFunction<Measured> figure) {
    return Spread.of(each(variant, figure));
  }

  /** How many times as much one takes as the other. */
  public Spread ratio(Variant one, Variant other, ToDoubleFunction<Measured> figure) {
    return Spread.ofRatios(each(one, figure), each(other, figure));
  }

  /** What came out wrong, with the variant in front. */
  public List<Check> wrong() {
    return runs.stream()
        .flatMap(run -> Check.wrong(run.variant().name(), run.checks()).stream())
        .toList();
  }
}
