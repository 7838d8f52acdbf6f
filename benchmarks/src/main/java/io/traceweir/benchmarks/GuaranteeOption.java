// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import java.util.Locale;
import picocli.CommandLine.Option;

/** The guarantee of the pipeline that is measured. */
final class GuaranteeOption {
  @Option(
      names = "--guarantee",
      paramLabel = "WORD",
      description = "exactly_once (default) or at_least_once.",
      defaultValue = "exactly_once")
  private Guarantee guarantee = Guarantee.EXACTLY_ONCE;

  /** As in the configuration file. */
  private enum Guarantee {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
  }

  String word() {
    return guarantee.name().toLowerCase(Locale.ROOT);
  }
}
