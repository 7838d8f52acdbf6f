// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import org.jspecify.annotations.Nullable;

/** A series somebody counted in this task: how it is found again, and this tick's sums. */
final class Series {
  final Object first;
  final Object second;
  final int code;
  final @Nullable Object[] dimensions;
  final int hash;
  final SeriesKey key;
  final SeriesValue value;
  boolean isTouched;

  Series(SeriesTable.Probe probe, SeriesKey key, SeriesValue value) {
    this.first = probe.first;
    this.second = probe.second;
    this.code = probe.code;
    this.dimensions = probe.dimensions.clone();
    this.hash = probe.hash();
    this.key = key;
    this.value = value;
  }
}
