// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.Problem;
import io.traceweir.yaml.ProblemsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code traceweir config check|print|schema}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Check, show and describe the configuration file.",
    footer = {"", "Example:", "  traceweir config check --config traceweir.yaml"},
    subcommands = {
      ConfigCommand.Check.class,
      ConfigCommand.Print.class,
      ConfigCommand.Schema.class
    })
final class ConfigCommand extends Parent {

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "List every mistake of a configuration file and of its rules, as"
              + " file:line:column: what is wrong. Needs no Kafka.",
      footer = {
        "",
        "Example:",
        "  traceweir config check --config traceweir.yaml",
        "  traceweir config check traceweir.yaml            the same",
        "",
        "Ends with 0 when there is none, with 1 when there are some,",
        NamedFiles.EXIT_CODE
      })
  static final class Check implements Callable<Integer> {

    @Mixin private ConfigOption config = new ConfigOption();

    @Parameters(
        arity = "0..1",
        paramLabel = "FILE",
        description = "The configuration file, in place of --config.")
    private @Nullable Path file;

    @Mixin private FindingsOption output = new FindingsOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
      if (file != null) {
        config.use(file, spec.commandLine());
      }
      PrintWriter out = spec.commandLine().getOut();
      Map<String, Object> report = new LinkedHashMap<>();
      List<Problem> problems = List.of();
      List<String> notes = List.of();
      String size = "";
      try {
        Configuration loaded = config.load();
        RuleSet rules = loaded.pipeline().sampling().rules();
        notes = loaded.api().notes();
        size = rules.sizeText();
        report.put("rules", rules.size());
        report.put("rules_hash", rules.hash());
      } catch (ProblemsException e) {
        problems = e.problems();
      }
      report.put("problems", problems);
      report.put("notes", notes);
      if (output.isJson()) {
        out.println(Documents.json(report));
      } else if (problems.isEmpty()) {
        out.printf("%s is fine: %s, hash %s%n", config.file(), size, report.get("rules_hash"));
        notes.forEach(note -> out.println("note: " + note));
      } else {
        problems.forEach(
            problem -> out.println(output.isGitHub() ? WorkflowCommand.error(problem) : problem));
      }
      return problems.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }
  }

  @Command(
      name = "print",
      mixinStandardHelpOptions = true,
      description =
          "Show the whole effective configuration: what the file says, and the default of every key"
              + " that it does not. Secrets in kafka.properties are redacted.",
      footer = {"", "Example:", "  traceweir config print --config traceweir.yaml --output json"})
  static final class Print implements Callable<Integer> {

    @Mixin private ConfigOption config = new ConfigOption();
    @Mixin private OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws ProblemsException {
      Map<String, Object> effective = config.load().effective();
      String text = output.isJson() ? Documents.json(effective) : Documents.yaml(effective);
      spec.commandLine().getOut().println(text);
      return ExitCode.OK;
    }
  }

  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description =
          "Print the JSON Schema of the configuration file, with which editors complete and check.",
      footer = {
        "",
        "Example:",
        "  traceweir config schema > traceweir.schema.json",
        "  # and on top of traceweir.yaml:",
        "  # yaml-language-server: $schema=traceweir.schema.json"
      })
  static final class Schema implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
      spec.commandLine().getOut().println(Documents.json(Configuration.schema()));
      return ExitCode.OK;
    }
  }
}
