// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.CommandException;
import io.traceweir.app.CommandProvider;
import io.traceweir.app.ExitCode;
import io.traceweir.yaml.Nearest;
import io.traceweir.yaml.ProblemsException;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts all commands together and says what went wrong in words. */
public final class CommandLines {

  private CommandLines() {}

  public static CommandLine create() {
    CommandLine line = new CommandLine(new TraceweirCommand());
    for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
      line.addSubcommand(provider.command());
    }
    line.addSubcommand(new RunCommand())
        .addSubcommand(new ConfigCommand())
        .addSubcommand(new TopicsCommand())
        .addSubcommand(new RulesCommand())
        .addSubcommand(new GraphCommand())
        .addSubcommand(new DoctorCommand())
        .addSubcommand(new VersionCommand())
        .addSubcommand(new CommandLine.HelpCommand());
    sayVersion(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler(CommandLines::misunderstood);
    line.setExecutionExceptionHandler(CommandLines::failed);
    return line;
  }

  /** Every command has the option, and picocli asks only the command that was given it. */
  private static void sayVersion(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(CommandLines::sayVersion);
  }

  private static int misunderstood(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("traceweir: " + e.getMessage());
    if (!suggest(e, err)) {
      err.println("See: " + line.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.USAGE;
  }

  /** Of options here: picocli finds none as soon as a value follows the unknown one. */
  private static boolean suggest(ParameterException e, PrintWriter err) {
    if (e instanceof UnmatchedArgumentException unmatched
        && unmatched.getUnmatched().get(0).startsWith("-")) {
      String option = unmatched.getUnmatched().get(0);
      Set<String> known = e.getCommandLine().getCommandSpec().optionsMap().keySet();
      Nearest.of(option, known).ifPresent(near -> err.println("Did you mean: " + near + "?"));
      return false;
    }
    return UnmatchedArgumentException.printSuggestions(e, err);
  }

  private static int failed(Exception e, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    if (e instanceof CommandException command) {
      err.println("traceweir: " + command.getMessage());
      return command.exitCode();
    }
    if (e instanceof ProblemsException problems) {
      problems.problems().forEach(err::println);
      return ExitCode.FINDINGS;
    }
    err.println("traceweir: this is a defect of Traceweir, please report it");
    e.printStackTrace(err);
    return ExitCode.DEFECT;
  }
}
