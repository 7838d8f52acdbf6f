// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A configuration file of a test, files beside it, and the environment that it is read in. */
abstract class ConfigurationFile {
  static final String RULES = "sampling: { rules: [ { name: rest, keep: 5% } ] }\n";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path directory;

  final Map<String, String> environment = new HashMap<>();

  Configuration load(String yaml) throws ProblemsException {
    return Configuration.load(write("traceweir.yaml", yaml), environment);
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the name of the configuration file in front. */
  List<String> problems(String yaml) {
    Path file = directory.resolve("traceweir.yaml");
    ProblemsException e = catchThrowableOfType(ProblemsException.class, () -> load(yaml));
    return requireNonNull(e).problems().stream()
        .map(problem -> problem.toString().replace(file + ":", ""))
        .toList();
  }
}
