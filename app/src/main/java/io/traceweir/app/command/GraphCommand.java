// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.graph.Dot;
import io.traceweir.app.graph.MapJson;
import io.traceweir.app.graph.MapReader;
import io.traceweir.app.graph.Mermaid;
import io.traceweir.app.graph.NoGraphException;
import io.traceweir.app.graph.ServiceMap;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code traceweir graph}. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = {
      "Print the service graph: who calls whom, how often, how much of it fails, and the 95th"
          + " percentile of how long it takes.",
      "",
      "From an instance that runs it is the graph of the last 60 intervals of span_metrics.interval;"
          + " from a file, of everything that is in it."
    },
    footer = {
      "",
      "Example:",
      "  traceweir graph                        Mermaid, from this machine",
      "  traceweir graph --format dot | dot -Tsvg > services.svg",
      "  traceweir graph --from http://traceweir:8081 --format json",
      "  traceweir graph --from service-graph.jsonl.gz",
      "",
      "A file holds what the API answers at /api/v1/graph, or OTLP/JSON of the topic",
      "otlp_metrics_service_graph, one request a line; plain or .gz.",
      "",
      "Ends with 0, with 1 when there is no graph in what was read,",
      "with 3 when nobody answers,",
      NamedFiles.EXIT_CODE
    })
final class GraphCommand implements Callable<Integer> {

  private enum Format {
    MERMAID,
    DOT,
    JSON
  }

  @Option(
      names = "--from",
      paramLabel = "URL|FILE",
      description = "An instance, a file, or - for standard input; ${DEFAULT-VALUE} when left out.",
      defaultValue = "http://127.0.0.1:8081")
  private String from = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "mermaid (default), dot or json.",
      defaultValue = "mermaid")
  private Format format = Format.MERMAID;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "The instance's http.token; better in the environment, as TRACEWEIR_TOKEN.",
      defaultValue = "${env:TRACEWEIR_TOKEN}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private @Nullable String token;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    byte[] read = new GraphSource(from, token, System.in).read();
    ServiceMap map;
    try {
      map = MapReader.read(read);
    } catch (NoGraphException e) {
      throw new CommandException(
          ExitCode.FINDINGS, "there is no service graph in " + from + ": " + e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(written(map));
    out.flush();
    if (map.links().isEmpty()) {
      spec.commandLine().getErr().println("traceweir: the graph has no edges (yet)");
    }
    return ExitCode.OK;
  }

  private String written(ServiceMap map) {
    return switch (format) {
      case MERMAID -> Mermaid.write(map);
      case DOT -> Dot.write(map);
      case JSON -> json(map);
    };
  }

  private static String json(ServiceMap map) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      MapJson.write(json, map);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out + "\n";
  }
}
