// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import picocli.CommandLine.Option;

/** {@code --output} of the commands that scripts read. */
final class OutputOption {

  private enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default) or json.")
  private Format format = Format.TEXT;

  boolean isJson() {
    return format == Format.JSON;
  }
}
