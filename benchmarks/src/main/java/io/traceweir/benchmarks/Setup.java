// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.benchmarks.compare.Variant;
import io.traceweir.benchmarks.compare.Variant.RuleFiles;
import io.traceweir.benchmarks.load.Shape;
import io.traceweir.benchmarks.process.BrokerProcess;
import io.traceweir.benchmarks.process.Child;
import io.traceweir.benchmarks.process.MemoryProcess;
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
import org.jspecify.annotations.Nullable;

/** The three processes of a run, with the configuration of the pipeline and the input topics. */
final class Setup {
  static final Map<Signal, String> TOPICS =
      Map.of(Signal.SPANS, "otlp_spans", Signal.LOGS, "otlp_logs");

  /** Traffic at its own pace has topics of its own: a load is drained more than once. */
  static final Map<Signal, String> LIVE_TOPICS =
      Map.of(Signal.SPANS, "live_otlp_spans", Signal.LOGS, "live_otlp_logs");

  private static final String RULES =
      """
      version: 1
      rules:
        - { name: %s, when: trace.error, keep: 100%% }
        - { name: %s, when: trace.duration > 2s, keep: 100%% }
        - { name: rest, keep: 5%% }
      """
          .formatted(Recount.ERRORS, Recount.SLOW);

  private static final String KEEP_ALL =
      """
      version: 1
      rules:
        - { name: all, keep: 100% }
      """;
  private static final String SMALL_BUFFERS =
      ", producer.buffer.memory: 2097152, producer.batch.size: 16384"
          + ", consumer.fetch.max.bytes: 1048576, consumer.max.partition.fetch.bytes: 262144";
  private static final String RULES_FILE = ".rules.yaml";
  private static final String HOLDING =
      """
      traces:
        decision_wait: 10m
        decision_wait_after_root_received: 0s
        remember_decisions_for: 30m
        memory: 90%
      """;
  private static final String SEPARATOR = "_";
  private static final String CONFIGURATION =
      """
      kafka:
        bootstrap_servers: "%s"
        application_id: %s
        guarantee: %s
        threads: %s
        commit_interval: %s
        state_dir: "%s"
        properties: { group.instance.id: bench%s }
      input:
        spans: %s
      %s  partitioning: %s
        start_from: %s
      fragments: { partitions: %d }
      sampling: { file: %name%.rules.yaml }
      output:
        spans: %prefix%otlp_spans_kept
        logs: %prefix%otlp_logs_kept
        decisions: { topic: %prefix%otlp_decisions }
        dead_letters: { topic: %prefix%otlp_dead_letters }
      span_metrics: { topic: %prefix%otlp_metrics_spans, interval: %ds }
      service_graph: { topic: %prefix%otlp_metrics_service_graph }
      """;

  private final Shape shape;
  private final PipelineOptions options;
  private final Workspace workspace;
  private @Nullable Child scanner;
  private @Nullable Child memory;
  final Child broker;
  final Child pipeline;
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
    pipeline = start("pipeline", PipelineProcess.class, options.javaOptions());
  }

  static Setup start(Shape shape, PipelineOptions options, Workspace workspace)
      throws IOException, InterruptedException {
    return new Setup(shape, options, workspace);
  }

  /** The bare consumer; started when it is wanted. */
  Child scanner() {
    Child started = scanner;
    if (started == null) {
      started = start("scan", ScanProcess.class, List.of("-Xmx256m"), bootstrapServers);
      scanner = started;
    }
    return started;
  }

  /** Where a decision memory is loaded; started when it is wanted. */
  Child memory() {
    Child started = memory;
    if (started == null) {
      List<String> alone = List.of("-Xmx1g", "-XX:+UseSerialGC");
      started = start("memory", MemoryProcess.class, alone, bootstrapServers);
      memory = started;
    }
    return started;
  }

  private Child start(String name, Class<?> main, List<String> javaOptions, String... arguments) {
    var start = new Child.Start(main, javaOptions, List.of(arguments));
    return workspace.closing(Child.start(name, start, workspace.directory()));
  }

  private void createInput() throws InterruptedException {
    List<NewTopic> topics = new ArrayList<>();
    for (Map<Signal, String> input : List.of(TOPICS, LIVE_TOPICS)) {
      topics.add(new NewTopic(input.get(Signal.SPANS), shape.partitions(), (short) 1));
      if (shape.hasLogs()) {
        topics.add(new NewTopic(input.get(Signal.LOGS), shape.partitions(), (short) 1));
      }
    }
    try {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the input topics were not made", e);
    }
  }

  /**
   * Where a pipeline begins and what its topics are called.
   *
   * @param name of the application; in front of the names of all topics that it writes
   * @param input topics that it reads
   * @param startFrom as in the configuration file
   */
  record Place(String name, Map<Signal, String> input, String startFrom) {
    Place {
      input = Map.copyOf(input);
    }

    /** Of output topics; the others have their names from Kafka Streams and Traceweir. */
    String prefix() {
      return name + SEPARATOR;
    }
  }

  /** The defaults, but for what the options say; static membership, because it starts twice. */
  Path configuration(Place place, Variant variant) throws IOException {
    return configuration(place, variant, rules(variant));
  }

  /** Those that it names are written. */
  private String rules(Variant variant) throws IOException {
    RuleFiles files = variant.rules();
    if (files == null) {
      return options.rules == null ? RULES : Files.readString(options.rules);
    }
    for (Map.Entry<String, String> file : files.beside().entrySet()) {
      workspace.file(file.getKey(), file.getValue());
    }
    return files.rules();
  }

  /** Keeps all traces. */
  Path configurationThatKeepsAll(Place place, Variant variant) throws IOException {
    return configuration(place, variant, KEEP_ALL);
  }

  /** With small buffers of clients, which would be taken for what waits. */
  Path configurationWithSmallBuffers(Place place, Variant variant) throws IOException {
    workspace.file(place.name() + RULES_FILE, rules(variant));
    return file(place, text(place, variant, SMALL_BUFFERS));
  }

  /** The same, but waits for a long time before it decides anything. */
  Path configurationThatHolds(Place place, Variant variant) throws IOException {
    workspace.file(place.name() + RULES_FILE, rules(variant));
    return file(place, text(place, variant, SMALL_BUFFERS) + HOLDING);
  }

  private Path configuration(Place place, Variant variant, String rules) throws IOException {
    workspace.file(place.name() + RULES_FILE, rules);
    return file(place, text(place, variant, ""));
  }

  private Path file(Place place, String text) throws IOException {
    Path file = workspace.file(place.name() + ".yaml", text);
    check(file);
    return file;
  }

  private String text(Place place, Variant variant, String properties) {
    return CONFIGURATION
        .replace("%prefix%", place.prefix())
        .replace("%name%", place.name())
        .formatted(
            bootstrapServers,
            place.name(),
            variant.guarantee(),
            options.threads,
            variant.commitInterval(),
            workspace.directory().resolve("state"),
            properties,
            place.input().get(Signal.SPANS),
            shape.hasLogs() ? "  logs: " + place.input().get(Signal.LOGS) + "\n" : "",
            shape.partitioning(),
            place.startFrom(),
            shape.partitions(),
            options.metricsInterval.toSeconds());
  }

  private static void check(Path file) {
    try {
      Configuration.load(file, Map.of());
    } catch (ProblemsException e) {
      throw new CommandException(ExitCode.USAGE, e.problems().get(0).toString(), e);
    }
  }
}
