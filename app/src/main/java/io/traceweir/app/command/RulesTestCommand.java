// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.ExitCode;
import io.traceweir.app.ruletest.JUnitReport;
import io.traceweir.app.ruletest.JsonReport;
import io.traceweir.app.ruletest.Suite;
import io.traceweir.app.ruletest.SuiteResult;
import io.traceweir.app.ruletest.TextReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code traceweir rules test}. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Run tests of rules: traces, and what should become of them. Needs no Kafka.",
      "",
      "Tests of rules.yaml stand in rules_test.yaml beside it, or in any file that says"
          + " `rules: FILE`."
    },
    footer = {
      "",
      "Example:",
      "  traceweir rules test rules_test.yaml",
      "  traceweir rules test --output junit rules/*_test.yaml > report.xml",
      "",
      "with rules_test.yaml:",
      "  tests:",
      "    a failed charge is kept:",
      "      trace: |",
      "        shop GET /checkout 1.2s",
      "          payment POST /charge error http.response.status_code=502",
      "            log ERROR \"card refused\"",
      "      rule: errors",
      "      keep: 100%%",
      "    most of what is fine is not:",
      "      trace: shop GET /checkout 80ms",
      "      rule: rest",
      "      keep: 5%%",
      "",
      "A line is a span: service, name, and in any order kind (server, client, ...),",
      "status (ok, error), duration, +start, key=value. What is indented is below it.",
      "All of it: docs/rules.md.",
      "",
      "Ends with 0 when all tests pass, with 1 when some fail or a file has mistakes,",
      NamedFiles.EXIT_CODE
    })
final class RulesTestCommand implements Callable<Integer> {

  private enum Format {
    TEXT,
    JSON,
    JUNIT
  }

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Test files.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), json or junit.")
  private Format format = Format.TEXT;

  @Option(
      names = {"-v", "--verbose"},
      description = "Also list the tests that pass.")
  private boolean verbose;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    NamedFiles.require(files);
    PrintWriter out = spec.commandLine().getOut();
    SuiteResult suite =
        switch (format) {
          case TEXT -> text(out);
          case JSON -> whole(out, report -> Documents.json(JsonReport.plain(report)) + "\n");
          case JUNIT -> whole(out, JUnitReport::write);
        };
    return suite.isFine() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  /** File by file. */
  private SuiteResult text(PrintWriter out) {
    TextReport report = new TextReport(out, Terminal.hasColours(), verbose);
    SuiteResult suite = new Suite().run(files, report::write);
    report.finish(suite);
    return suite;
  }

  private SuiteResult whole(PrintWriter out, Function<SuiteResult, String> report) {
    SuiteResult suite = new Suite().run(files, run -> {});
    out.print(report.apply(suite));
    out.flush();
    return suite;
  }
}
