// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.yaml.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --config} of the commands that need a configuration. */
final class ConfigOption {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration file; ${DEFAULT-VALUE} when left out.")
  private Path file = Path.of("traceweir.yaml");

  Path file() {
    return file;
  }

  Configuration load() throws ProblemsException {
    if (!Files.exists(file)) {
      throw new CommandException(
          ExitCode.USAGE, "there is no file " + file + "; --config FILE names another one");
    }
    return Configuration.load(file, System.getenv());
  }
}
