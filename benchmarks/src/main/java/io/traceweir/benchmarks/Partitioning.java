// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import java.util.Locale;

/** How the input is keyed; as in the configuration file. */
enum Partitioning {
  ANY,
  TRACE_ID;

  static final String ONE =
      "any (default): a trace is scattered over all partitions. trace_id: the input is keyed,"
          + " one record per trace of a request, as the Collector writes it with"
          + " partition_traces_by_id.";

  boolean isKeyed() {
    return this == TRACE_ID;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
