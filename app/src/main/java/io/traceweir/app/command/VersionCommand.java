// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.ExitCode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code traceweir version}. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Say which versions of Traceweir, Java and the Kafka client this is.",
    footer = {"", "Example:", "  traceweir version --output json"})
final class VersionCommand implements Callable<Integer> {

  @Mixin private OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("traceweir", Version.number());
    versions.put("java", Version.java());
    versions.put("kafka_client", Version.kafkaClient());
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      out.println(Documents.json(versions));
    } else {
      versions.forEach((name, version) -> out.printf("%-13s %s%n", name, version));
    }
    return ExitCode.OK;
  }
}
