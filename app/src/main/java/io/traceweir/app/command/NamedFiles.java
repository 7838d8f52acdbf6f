// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.TextFile;
import io.traceweir.capture.Capture;
import io.traceweir.rules.testing.TestFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Files that a command names: one that is not there is a mistake of the command, not of a file. */
public final class NamedFiles {

  /** The end of the sentence about exit codes in the help of each such command. */
  static final String EXIT_CODE =
      "with 2 when the command was not understood or names a file that is not there.";

  private NamedFiles() {}

  /** Refuses the command when one of them cannot be read, whatever may be in the others. */
  public static void require(List<Path> files) {
    List<String> obstacles =
        files.stream().map(TextFile::obstacle).flatMap(Optional::stream).toList();
    if (!obstacles.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, String.join("\n", obstacles));
    }
  }

  /** The same where {@code -} stands for standard input. */
  static void requireInput(List<Path> files) {
    require(files.stream().filter(file -> !isStandardInput(file)).toList());
  }

  static boolean isStandardInput(Path file) {
    return file.toString().equals(Capture.STANDARD_INPUT);
  }

  /** Without those that hold tests of rules, which are named. They alone are no rules at all. */
  static List<Path> withoutTests(List<Path> files, PrintWriter err) {
    List<Path> tests = files.stream().filter(NamedFiles::holdsTests).toList();
    if (tests.isEmpty() || tests.size() == files.size()) {
      return files;
    }
    String names = tests.stream().map(Path::toString).collect(Collectors.joining(", "));
    err.println("traceweir: left out, tests for `traceweir rules test`: " + names);
    return files.stream().filter(file -> !tests.contains(file)).toList();
  }

  /**
   * What cannot be read holds none; what is wrong with it is said where it is used. A pipe would be
   * empty there, so it is not looked into.
   */
  private static boolean holdsTests(Path file) {
    try {
      return Files.isRegularFile(file) && TestFile.isTestFile(file.toString(), TextFile.read(file));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
