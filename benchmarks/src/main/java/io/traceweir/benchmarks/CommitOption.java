// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import picocli.CommandLine.Option;

/** How often the pipeline that is measured commits. */
final class CommitOption {
  static final String DEFAULT = "1s";

  @Option(
      names = "--commit-interval",
      paramLabel = "DURATION",
      description = "Time between commits (${DEFAULT-VALUE}).",
      defaultValue = DEFAULT)
  String interval = DEFAULT;
}
