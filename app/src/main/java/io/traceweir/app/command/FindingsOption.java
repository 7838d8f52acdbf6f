// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import picocli.CommandLine.Option;

/** {@code --output} of the commands that list what is wrong with files. */
final class FindingsOption {

  private enum Format {
    TEXT,
    JSON,
    GITHUB
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = {
        "text (default), json, or github: workflow commands, which GitHub Actions shows beside the"
            + " lines of a pull request."
      })
  private Format format = Format.TEXT;

  boolean isJson() {
    return format == Format.JSON;
  }

  boolean isGitHub() {
    return format == Format.GITHUB;
  }
}
