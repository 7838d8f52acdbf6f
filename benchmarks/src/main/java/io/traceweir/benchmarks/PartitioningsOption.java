// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import java.util.List;
import picocli.CommandLine.Option;

/** How the inputs are keyed that the pipeline reads, one after the other. */
final class PartitioningsOption {
  @Option(
      names = "--partitioning",
      paramLabel = "WORD",
      split = ",",
      description = "any and trace_id (default), or one of them.",
      defaultValue = "any,trace_id")
  List<Partitioning> inputs = List.of();
}
