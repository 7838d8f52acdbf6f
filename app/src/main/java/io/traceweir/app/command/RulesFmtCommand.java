// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.TextFile;
import io.traceweir.rules.format.RuleFormatter;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code traceweir rules fmt}. */
@Command(
    name = "fmt",
    mixinStandardHelpOptions = true,
    description = {
      "Write rule files in one style, in place: order of keys, indentation, quotes only where they"
          + " are needed, the usual spaces in conditions, long ones folded at `and` and `or`.",
      "",
      "Comments stay with what they are about, and the meaning of the rules stays as it is. A file"
          + " with mistakes is left alone, and they are listed. Needs no Kafka."
    },
    footer = {
      "",
      "Example:",
      "  traceweir rules fmt rules.yaml",
      "  traceweir rules fmt --check rules/*.yaml      for a build: changes nothing",
      "  traceweir rules fmt - < rules.yaml            standard input to standard output",
      "",
      "Files with tests of rules are left as they are.",
      "",
      "Ends with 0, with 1 when a file has mistakes or, with --check, would change,",
      NamedFiles.EXIT_CODE
    })
final class RulesFmtCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Rule files; - for standard input.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--check", description = "Change nothing, name the files that would change.")
  private boolean check;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    NamedFiles.requireInput(files);
    int exitCode = ExitCode.OK;
    for (Path file : NamedFiles.withoutTests(files, spec.commandLine().getErr())) {
      exitCode = Math.max(exitCode, format(file));
    }
    return exitCode;
  }

  private int format(Path file) {
    PrintWriter out = spec.commandLine().getOut();
    boolean isStandard = NamedFiles.isStandardInput(file);
    String name = isStandard ? "standard input" : file.toString();
    String text = isStandard ? standardInput() : text(file);
    String formatted;
    try {
      formatted = RuleFormatter.format(name, text);
    } catch (ProblemsException e) {
      e.problems().forEach(spec.commandLine().getErr()::println);
      return ExitCode.FINDINGS;
    }
    if (check) {
      return compare(name, text.equals(formatted));
    }
    if (isStandard) {
      out.print(formatted);
      out.flush();
    } else if (!text.equals(formatted)) {
      write(file, formatted);
      out.println(file);
    }
    return ExitCode.OK;
  }

  private int compare(String file, boolean isSame) {
    if (!isSame) {
      spec.commandLine().getOut().println(file + " would change; traceweir rules fmt writes it");
    }
    return isSame ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static String text(Path file) {
    try {
      return TextFile.read(file);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.FINDINGS, String.valueOf(e.getMessage()));
    }
  }

  private static String standardInput() {
    InputStream in = System.in;
    try {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, "cannot read standard input: " + e.getMessage());
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, "cannot write " + file + ": " + e.getMessage());
    }
  }
}
