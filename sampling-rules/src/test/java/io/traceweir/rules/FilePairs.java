// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceweir.yaml.Problem;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of files, each with what is expected of it beside it. */
public record FilePairs(Path folder) {
  /** Below the resources of tests. */
  public static FilePairs in(String folder) {
    return new FilePairs(Path.of("src", "test", "resources", folder));
  }

  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  public String text(String name) throws IOException {
    return Files.readString(folder.resolve(name), UTF_8);
  }

  public String expected(String name) throws IOException {
    return Files.readString(expectedFile(name), UTF_8);
  }

  Path expectedFile(String name) {
    return folder.resolve(name.replace(".yaml", ".expected"));
  }

  /** As expected files have it. */
  public static String shown(ProblemsException thrown) {
    return thrown.problems().stream()
        .map(Problem::toString)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
