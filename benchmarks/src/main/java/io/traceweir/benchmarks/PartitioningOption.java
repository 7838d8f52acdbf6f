// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import picocli.CommandLine.Option;

/** How the input is keyed that the pipeline reads. */
final class PartitioningOption {
  @Option(
      names = "--partitioning",
      paramLabel = "WORD",
      description =
          "any (default): a trace is scattered over all partitions. trace_id: the input is keyed,"
              + " one record per trace of a request, as the Collector writes it with"
              + " partition_traces_by_id.",
      defaultValue = "any")
  Partitioning input = Partitioning.ANY;
}
