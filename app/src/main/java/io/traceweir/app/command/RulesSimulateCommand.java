// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.rules.NamedRules;
import io.traceweir.app.simulate.DecisionsFile;
import io.traceweir.app.simulate.Intake;
import io.traceweir.app.simulate.Outcome;
import io.traceweir.app.simulate.Problems;
import io.traceweir.app.simulate.Simulation;
import io.traceweir.app.simulate.SimulationJson;
import io.traceweir.app.simulate.SimulationText;
import io.traceweir.app.simulate.TraceStore;
import io.traceweir.app.simulate.Waits;
import io.traceweir.pipeline.PipelineSettings.Traces;
import io.traceweir.yaml.GoDuration;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code traceweir rules simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Try rules on captured traces, and see what they would keep.",
      "",
      "Shows for each rule how many traces, spans and bytes it takes and keeps, and how many failed"
          + " and slow traces are kept and lost; of several rule files also where they differ from the"
          + " first one. Nothing that runs is changed."
    },
    footer = {
      "",
      "Example:",
      "  traceweir rules simulate --rules rules.yaml --input spans.jsonl.gz logs.json",
      "  traceweir rules simulate --rules now.yaml --rules next.yaml -i capture.binpb",
      "  traceweir rules simulate --rules next.yaml --from -1h --config traceweir.yaml",
      "  traceweir rules simulate --from -6h --to -5h --config traceweir.yaml",
      "  traceweir rules simulate --rules *.yaml -i spans.json --decisions out.jsonl",
      "",
      "Input is OTLP: JSON, one request or many, or protobuf, as a Collector's file",
      "exporter writes it; plain, gzip or zstd; - is standard input. --from reads the",
      "input topics, as any reader could: in no group, and nothing is committed.",
      "",
      "All that the input has of a trace is one trace, in whatever order it comes.",
      "Limits per second count by the traces' own times, in the order in which they",
      "would be due.",
      "",
      "Ends with 0, with 1 when a rule file or the input has mistakes,",
      "with 3 when Kafka does not answer,",
      NamedFiles.EXIT_CODE
    })
final class RulesSimulateCommand implements Callable<Integer> {

  private static final Waits DEFAULT_WAITS =
      new Waits(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(10));

  @Option(
      names = "--rules",
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Rule files, with rules or with policies; the others are compared with the first one.",
        "Those of --config, where that is named, when left out."
      })
  private List<Path> rules = new ArrayList<>();

  @Mixin private SimulationInput input = new SimulationInput(InstantSource.system());
  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--slow",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "From where on a trace counts as slow; 1s when left out.")
  private Duration slow = Duration.ofSeconds(1);

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description = "Write every decision there, as one JSON object a line.")
  private @Nullable Path decisions;

  @Mixin private OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  private final Problems problems = new Problems();

  @Override
  public Integer call() throws ProblemsException, InterruptedException {
    requireSense();
    Configuration configuration = usesConfig() ? config.load() : null;
    NamedFiles.require(rules);
    NamedFiles.requireInput(input.files());
    List<NamedRules> sets = sets(configuration);
    Outcome outcome = simulate(sets, configuration);
    problems.broken().forEach(spec.commandLine().getErr()::println);
    if (outcome.all().traces() == 0) {
      throw new CommandException(ExitCode.FINDINGS, "there is no trace in the input");
    }
    output.print(
        spec.commandLine().getOut(),
        () -> SimulationJson.of(outcome, problems),
        () -> SimulationText.of(outcome, GoDuration.print(slow)));
    notes();
    return problems.brokenCount() == 0 ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private void requireSense() {
    input.require(spec.commandLine());
    if (rules.isEmpty() && !usesConfig()) {
      throw misunderstood("say what to try: --rules FILE, or --config FILE for the rules in it");
    }
    if (decisions != null && isRead(decisions)) {
      throw misunderstood("--decisions would overwrite " + decisions + ", which is read");
    }
  }

  private boolean isRead(Path written) {
    return Stream.of(rules.stream(), input.files().stream(), Stream.of(config.file()))
        .flatMap(files -> files)
        .anyMatch(read -> isSame(read, written));
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
    } catch (IOException e) {
      return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
    }
  }

  private ParameterException misunderstood(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private boolean usesConfig() {
    return input.isTopics() || config.isNamed();
  }

  private List<NamedRules> sets(@Nullable Configuration configuration) throws ProblemsException {
    if (rules.isEmpty() && configuration != null) {
      String name = String.valueOf(config.file().getFileName());
      return List.of(new NamedRules(name, configuration.pipeline().sampling().rules()));
    }
    return NamedRules.read(NamedFiles.withoutTests(rules, spec.commandLine().getErr()));
  }

  private Outcome simulate(List<NamedRules> sets, @Nullable Configuration configuration)
      throws InterruptedException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    long memory = Runtime.getRuntime().maxMemory() / 10 * 4;
    int threads = Runtime.getRuntime().availableProcessors();
    try (DecisionsFile file = decisions == null ? null : DecisionsFile.create(decisions);
        TraceStore store = new TraceStore(memory, folder);
        Progress progress = Progress.on(spec.commandLine().getErr())) {
      Bar bar = new Bar(progress, Terminal.isThere());
      try (Intake intake = new Intake(store, threads, problems)) {
        input.read(configuration, intake, problems, bar);
        intake.finish();
      }
      Waits waits = configuration == null ? DEFAULT_WAITS : waits(configuration);
      return new Simulation(sets, waits, slow, file, bar).run(store, threads);
    } catch (IOException e) {
      throw unwritable(e);
    } catch (UncheckedIOException e) {
      throw unwritable(Objects.requireNonNull(e.getCause()));
    }
  }

  private static CommandException unwritable(IOException e) {
    return new CommandException(ExitCode.USAGE, "cannot write: " + e.getMessage(), e);
  }

  private static Waits waits(Configuration configuration) {
    Traces traces = configuration.pipeline().traces();
    return new Waits(traces.decisionWait(), traces.decisionWaitAfterRoot(), traces.logsOnlyWait());
  }

  private void notes() {
    PrintWriter err = spec.commandLine().getErr();
    long more = problems.brokenCount() - problems.broken().size();
    if (more > 0) {
      err.println("traceweir: and " + more + " more requests could not be read");
    }
    if (problems.rejected() > 0) {
      err.println(
          "traceweir: spans and logs left out because of a broken id: " + problems.rejected());
    }
    if (problems.withoutTrace() > 0) {
      err.println(
          "traceweir: logs without a trace id, which no rule decides about: "
              + problems.withoutTrace());
    }
    err.flush();
  }
}
