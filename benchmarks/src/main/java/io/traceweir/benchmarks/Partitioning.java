// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import java.util.Locale;

/** How the input is keyed; as in the configuration file. */
enum Partitioning {
  ANY,
  TRACE_ID;

  boolean isKeyed() {
    return this == TRACE_ID;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
