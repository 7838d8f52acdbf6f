// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.benchmarks.load.Shape;
import io.traceweir.benchmarks.process.BrokerProcess;
import io.traceweir.benchmarks.process.Child;
import io.traceweir.benchmarks.process.PipelineProcess;
import io.traceweir.benchmarks.process.ScanProcess;
import io.traceweir.benchmarks.report.Recount;
import io.traceweir.otlp.Signal;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** The three processes of a run, with the configuration of the pipeline and the input topics. */
final class Setup {
  static final Map<Signal, String> TOPICS =
      Map.of(Signal.SPANS, "otlp_spans", Signal.LOGS, "otlp_logs");

  private static final String RULES =
      """
      version: 1
      rules:
        - { name: %s, when: trace.error, keep: 100%% }
        - { name: %s, when: trace.duration > 2s, keep: 100%% }
        - { name: rest, keep: 5%% }
      """
          .formatted(Recount.ERRORS, Recount.SLOW);

  private final Shape shape;
  private final PipelineOptions options;
  private final Workspace workspace;
  final Child broker;
  final Child pipeline;
  final Child scanner;
  final String bootstrapServers;
  final Admin admin;

  private Setup(Shape shape, PipelineOptions options, Workspace workspace)
      throws IOException, InterruptedException {
    this.shape = shape;
    this.options = options;
    this.workspace = workspace;
    Path data = workspace.directory().resolve("kafka");
    broker = start("broker", BrokerProcess.class, List.of("-Xmx768m"), data.toString());
    bootstrapServers = broker.ready().text("bootstrap_servers");
    admin =
        workspace.closing(
            Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers)));
    createInput();
    Path file = configuration();
    pipeline = start("pipeline", PipelineProcess.class, options.javaOptions(), file.toString());
    scanner = start("scan", ScanProcess.class, List.of("-Xmx256m"), bootstrapServers);
  }

  static Setup start(Shape shape, PipelineOptions options, Workspace workspace)
      throws IOException, InterruptedException {
    return new Setup(shape, options, workspace);
  }

  private Child start(String name, Class<?> main, List<String> javaOptions, String argument) {
    var start = new Child.Start(main, javaOptions, List.of(argument));
    return workspace.closing(Child.start(name, start, workspace.directory()));
  }

  private void createInput() throws InterruptedException {
    List<NewTopic> topics = new ArrayList<>();
    topics.add(new NewTopic(TOPICS.get(Signal.SPANS), shape.partitions(), (short) 1));
    if (shape.hasLogs()) {
      topics.add(new NewTopic(TOPICS.get(Signal.LOGS), shape.partitions(), (short) 1));
    }
    try {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the input topics were not made", e);
    }
  }

  /** The defaults, but for what the options say; static membership, because it starts twice. */
  private Path configuration() throws IOException {
    workspace.file("rules.yaml", options.rules == null ? RULES : Files.readString(options.rules));
    Path file =
        workspace.file(
            "traceweir.yaml",
            """
            kafka:
              bootstrap_servers: "%s"
              guarantee: %s
              threads: %s
              commit_interval: %s
              state_dir: "%s"
              properties: { group.instance.id: bench }
            input:
              spans: otlp_spans
            %s  partitioning: %s
              start_from: earliest
            fragments: { partitions: %d }
            sampling: { file: rules.yaml }
            span_metrics: { interval: %ds }
            """
                .formatted(
                    bootstrapServers,
                    options.guarantee(),
                    options.threads,
                    options.commitInterval,
                    workspace.directory().resolve("state"),
                    shape.hasLogs() ? "  logs: otlp_logs\n" : "",
                    shape.keyed() ? "trace_id" : "any",
                    shape.partitions(),
                    options.metricsInterval.toSeconds()));
    check(file);
    return file;
  }

  private static void check(Path file) {
    try {
      Configuration.load(file, Map.of());
    } catch (ProblemsException e) {
      throw new CommandException(ExitCode.USAGE, e.problems().get(0).toString(), e);
    }
  }
}
