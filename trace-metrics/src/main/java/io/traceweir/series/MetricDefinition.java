// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import io.traceweir.spanmetrics.DurationUnit;

/** Name, unit and kind of a metric. */
record MetricDefinition(String name, String unit, boolean isHistogram) {
  static MetricDefinition sum(String name) {
    return new MetricDefinition(name, "", false);
  }

  static MetricDefinition histogram(String name, DurationUnit unit) {
    return new MetricDefinition(name, unit.symbol(), true);
  }
}
