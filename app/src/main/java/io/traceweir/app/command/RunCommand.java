// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.logging.Logging;
import io.traceweir.pipeline.PipelineException;
import io.traceweir.yaml.ProblemsException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code traceweir run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Run the pipeline on an existing Kafka, until Ctrl-C or SIGTERM.",
      "",
      "Reads OTLP spans and logs from the input topics, decides each trace by the rules, writes kept"
          + " spans, kept logs, decisions, span metrics and the service graph to the output topics."
          + " Output topics are made when they are missing, input topics have to be there.",
      "",
      "With input.otlp: \"0.0.0.0:4318\" it also takes OTLP over HTTP, and writes it to the input"
          + " topics."
    },
    footer = {
      "",
      "Example:",
      "  traceweir run --config traceweir.yaml",
      "",
      "with traceweir.yaml:",
      "  kafka: { bootstrap_servers: kafka:9092 }",
      "  input: { spans: otlp_spans, logs: otlp_logs }",
      "  sampling:",
      "    rules:",
      "      - { name: errors, when: trace.error, keep: 100%% }",
      "      - { name: slow, when: trace.duration > 2s, keep: 100%% }",
      "      - { name: rest, keep: 5%% }",
      "",
      "See how it is at http://localhost:8080/health/ready and http://localhost:8080/metrics,",
      "and what comes out at http://localhost:8081."
    })
final class RunCommand implements Callable<Integer> {

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long to wait for Kafka at start; ${DEFAULT-VALUE} when left out.",
      defaultValue = "30s")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(
      names = "--wait",
      description =
          "Wait for Kafka at start for as long as it takes. Later outages are waited out anyway.")
  private boolean wait;

  @Override
  public Integer call() throws ProblemsException, InterruptedException {
    Configuration configuration = config.load();
    Logging.service(configuration.server().logFormat());
    try (Service service = new Service(configuration)) {
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "shutdown"));
      service.start(timeout, wait);
      return service.awaitEnd();
    } catch (PipelineException e) {
      throw refusal(e);
    }
  }

  private CommandException refusal(PipelineException e) {
    String message =
        String.valueOf(e.getMessage()).replace("--config FILE", "--config " + config.file());
    boolean unreachable = e.kind() == PipelineException.Kind.UNREACHABLE;
    return new CommandException(
        unreachable ? ExitCode.UNREACHABLE : ExitCode.FINDINGS,
        unreachable ? TopicsCommand.within(timeout, message) + "; --wait keeps waiting" : message,
        e);
  }
}
