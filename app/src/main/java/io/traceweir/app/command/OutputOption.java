// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import java.io.PrintWriter;
import java.util.function.Supplier;
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

  /** In the form that was asked for; the other one is not made. */
  void print(PrintWriter out, Supplier<Object> json, Supplier<String> text) {
    out.print(isJson() ? Documents.json(json.get()) + "\n" : text.get());
    out.flush();
  }
}
