// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.TextFile;
import io.traceweir.rules.collector.CollectorFile;
import io.traceweir.rules.collector.Conversion;
import io.traceweir.rules.proposal.NativeProposal;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code traceweir rules convert}. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = {
      "Make a rule file of the tail_sampling processor in a Collector's configuration.",
      "",
      "The policies stay as they are and give the same verdicts. What belongs into the configuration"
          + " of Traceweir, and what becomes of every other setting, is said beside it."
    },
    footer = {
      "",
      "Example:",
      "  traceweir rules convert otel-collector.yaml            look at it",
      "  traceweir rules convert otel-collector.yaml -o rules.yaml",
      "  traceweir rules convert --native otel-collector.yaml",
      "",
      "The rule file goes to standard output, or where -o says; everything else to",
      "standard error. Needs no Kafka.",
      "",
      "Ends with 0, with 1 when there is a policy that a Collector would refuse, or",
      "another mistake in the file,",
      NamedFiles.EXIT_CODE
    })
final class RulesConvertCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "Configuration of a Collector.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--processor",
      paramLabel = "NAME",
      description = "Which processor, where there are several: tail_sampling/2.")
  private @Nullable String processor;

  @Option(
      names = "--native",
      description = {
        "Propose native rules in place of the policies, and say where they decide differently."
      })
  private boolean asRules;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the rule file there; refused when it exists.")
  private @Nullable Path output;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    NamedFiles.require(List.of(file));
    PrintWriter err = spec.commandLine().getErr();
    try {
      Conversion conversion =
          new CollectorFile(file.toString(), TextFile.read(file)).convert(processor);
      if (asRules) {
        propose(conversion, err);
      } else {
        write(conversion.rules());
      }
      explain(conversion, err);
      return ExitCode.OK;
    } catch (ProblemsException e) {
      e.problems().forEach(err::println);
      return ExitCode.FINDINGS;
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.FINDINGS, String.valueOf(e.getMessage()));
    }
  }

  /** Variables are put in here only, so a mistake with one is found here. */
  private void propose(Conversion conversion, PrintWriter err) throws ProblemsException {
    NativeProposal proposal =
        NativeProposal.of(file.toString(), conversion.rules(), System.getenv());
    write(proposal.rules());
    if (!proposal.notes().isEmpty()) {
      err.println("Where the rules differ from the policies:");
      proposal.notes().forEach(note -> err.println("  " + note + "."));
      err.println();
    }
  }

  private void write(String rules) {
    if (output == null) {
      spec.commandLine().getOut().print(rules);
      spec.commandLine().getOut().flush();
      return;
    }
    try {
      Files.writeString(output, rules, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(ExitCode.USAGE, output + " exists already");
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, "cannot write " + output + ": " + e.getMessage());
    }
  }

  private static void explain(Conversion conversion, PrintWriter err) {
    err.println("For the configuration of Traceweir:");
    err.println();
    err.println("  traces:");
    Map<String, String> traces = new TreeMap<>(conversion.traces());
    String bytes = traces.remove("limits.bytes");
    traces.forEach((key, value) -> err.println("    " + key + ": " + value));
    if (bytes != null) {
      err.println("    limits: { bytes: " + bytes + " }");
    }
    if (!conversion.notes().isEmpty()) {
      err.println();
      err.println("Of the other settings:");
      conversion.notes().forEach(note -> err.println("  " + note + "."));
    }
    err.flush();
  }
}
