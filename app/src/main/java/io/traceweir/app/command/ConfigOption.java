// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.config.TextFile;
import io.traceweir.yaml.ProblemsException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code --config} of the commands that need a configuration. */
final class ConfigOption {

  private static final String DEFAULT = "traceweir.yaml";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration file; " + DEFAULT + " when left out.")
  private @Nullable Path named;

  private @Nullable Path parameter;

  Path file() {
    return parameter != null ? parameter : named != null ? named : Path.of(DEFAULT);
  }

  /** Whether a file was named at all. */
  boolean isNamed() {
    return named != null || parameter != null;
  }

  /** A file that was named without the option. */
  void use(Path file, CommandLine line) {
    if (named != null) {
      throw new ParameterException(line, "name the configuration file once, not twice");
    }
    parameter = file;
  }

  Configuration load() throws ProblemsException {
    Optional<String> obstacle = TextFile.obstacle(file());
    if (obstacle.isPresent()) {
      throw new CommandException(
          ExitCode.USAGE, obstacle.get() + "; --config FILE names another one");
    }
    return Configuration.load(file(), System.getenv());
  }
}
