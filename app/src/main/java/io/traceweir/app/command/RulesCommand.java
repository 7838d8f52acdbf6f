// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.ExitCode;
import io.traceweir.app.config.RulesFile;
import io.traceweir.rules.Candidate;
import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code traceweir rules check}. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Work with rule files.",
    footer = {
      "",
      "Example:",
      "  traceweir rules check rules.yaml",
      "  traceweir rules test rules_test.yaml",
      "  traceweir rules explain --rules rules.yaml trace.json",
      "  traceweir rules simulate --rules now.yaml --rules next.yaml --input spans.json",
      "  traceweir rules fmt rules.yaml",
      "  traceweir rules schema > rules.schema.json",
      "  traceweir rules convert otel-collector.yaml > rules.yaml"
    },
    subcommands = {
      RulesCommand.Check.class,
      RulesTestCommand.class,
      RulesExplainCommand.class,
      RulesSimulateCommand.class,
      RulesConvertCommand.class,
      RulesFmtCommand.class,
      RulesSchemaCommand.class
    })
final class RulesCommand extends Parent {

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "List every mistake of rule files, as file:line:column: what is wrong. Needs no Kafka.",
      footer = {
        "",
        "Example:",
        "  traceweir rules check rules.yaml",
        "  traceweir rules check --output github rules/*.yaml",
        "",
        "with rules.yaml:",
        "  version: 1",
        "  rules:",
        "    - { name: errors, when: trace.error, keep: 100%% }",
        "    - { name: slow, when: root.duration > 2s, keep: 50%% }",
        "    - { name: rest, keep: 5%% }",
        "",
        "Files with tests of rules are left out.",
        "",
        "Ends with 0 when there is no mistake, with 1 when there are some,",
        NamedFiles.EXIT_CODE
      })
  static final class Check implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rule files.")
    private List<Path> files = new ArrayList<>();

    @Mixin private FindingsOption output = new FindingsOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** What a file is like: rules, or problems. */
    private record Checked(Path file, @Nullable RuleSet rules, List<Problem> problems) {}

    @Override
    public Integer call() {
      NamedFiles.require(files);
      List<Path> rules = NamedFiles.withoutTests(files, spec.commandLine().getErr());
      List<Checked> all = rules.stream().map(Check::check).toList();
      PrintWriter out = spec.commandLine().getOut();
      if (output.isJson()) {
        out.println(Documents.json(all.stream().map(Check::plain).toList()));
      } else {
        all.forEach(checked -> print(checked, out, output.isGitHub()));
      }
      boolean fine = all.stream().allMatch(checked -> checked.problems().isEmpty());
      return fine ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static Checked check(Path file) {
      RulesFile.Reading reading = RulesFile.read(file);
      return new Checked(file, reading.rules(), reading.problems());
    }

    private static void print(Checked checked, PrintWriter out, boolean forGitHub) {
      RuleSet rules = checked.rules();
      if (rules != null) {
        out.printf("%s is fine: %s, hash %s%n", checked.file(), rules.sizeText(), rules.hash());
        for (Candidate tried : rules.candidates()) {
          RuleSet set = tried.rules();
          out.printf("  candidate %s: %s, hash %s%n", tried.name(), set.sizeText(), set.hash());
        }
      }
      checked
          .problems()
          .forEach(problem -> out.println(forGitHub ? WorkflowCommand.error(problem) : problem));
    }

    private static Object plain(Checked checked) {
      Map<String, Object> plain = new TreeMap<>();
      plain.put("file", checked.file().toString());
      plain.put("problems", checked.problems());
      RuleSet rules = checked.rules();
      if (rules != null) {
        plain.put("rules", rules.rules().stream().map(Rule::name).toList());
        plain.put("hash", rules.hash());
        Map<String, String> candidates = new TreeMap<>();
        rules.candidates().forEach(tried -> candidates.put(tried.name(), tried.rules().hash()));
        plain.put("candidates", candidates);
      }
      return plain;
    }
  }
}
