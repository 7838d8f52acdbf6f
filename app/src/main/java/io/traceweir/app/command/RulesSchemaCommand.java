// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.ExitCode;
import io.traceweir.rules.schema.RuleFileSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code traceweir rules schema}. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Print the JSON Schema of rule files, with which editors complete, explain and check.",
      "",
      "It knows keys, percentages, rates and the settings of policies. What a condition says is"
          + " looked at by `traceweir rules check`."
    },
    footer = {
      "",
      "Example:",
      "  traceweir rules schema > rules.schema.json",
      "  # and on top of rules.yaml:",
      "  # yaml-language-server: $schema=rules.schema.json"
    })
final class RulesSchemaCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(Documents.json(RuleFileSchema.document()));
    return ExitCode.OK;
  }
}
