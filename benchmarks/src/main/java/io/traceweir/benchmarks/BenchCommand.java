// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.benchmarks.compare.Variant;
import io.traceweir.benchmarks.report.Report;
import io.traceweir.benchmarks.report.ReportJson;
import io.traceweir.benchmarks.report.ReportText;
import io.traceweir.pipeline.Variation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code traceweir bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {
      DurabilityCommand.class,
      CommitCommand.class,
      StepCommand.class,
      RulesCommand.class,
      MemoryCommand.class,
      AllCommand.class,
      JmhCommand.class
    },
    description = {
      "Measure what the pipeline takes for a load of a stated shape, on this machine.",
      "",
      "Starts a Kafka broker, writes the load, lets a pipeline drain it, and a consumer that does"
          + " nothing but scan the same bytes: each in a process of its own, so that processor time"
          + " and memory are told apart. What counts is the ratio of processor time per span: a"
          + " faster machine, or other work beside, changes both alike. Everything that came out is"
          + " compared with what went in.",
      "",
      "Needs about 2 minutes on 2 processors and 2 GB of disk for the load it has when nothing is"
          + " said."
    },
    footer = {
      "",
      "Examples:",
      "  traceweir bench --spans 200000 --warm-up 0    a first look, in half a minute",
      "  traceweir bench --partitioning trace_id       input keyed by trace id",
      "  traceweir bench --rules rules.yaml --output json",
      "  traceweir bench --profile pipeline.jfr        where the time goes",
      "  traceweir bench durability                    what it costs that nothing is lost",
      "  traceweir bench rules                         what rules and candidates cost",
      "  traceweir bench all --page docs/benchmarks.md everything that is documented",
      "  traceweir bench jmh Splitting                 single steps",
      "",
      "Ends with 1 when what came out is not what went in."
    })
final class BenchCommand implements Callable<Integer> {
  private static final Duration SHOW_EVERY = Duration.ofSeconds(2);

  /** How the report is written. */
  private enum Format {
    TEXT,
    JSON
  }

  @Mixin private LoadOptions load = new LoadOptions();

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Spans that are drained first and not measured, so that the code is compiled;"
              + " ${DEFAULT-VALUE} when left out, 0 measures a cold start.",
      defaultValue = "400000")
  private long warmUpSpans;

  @Mixin private PartitioningOption partitioning = new PartitioningOption();
  @Mixin private GuaranteeOption guarantee = new GuaranteeOption();
  @Mixin private CommitOption commit = new CommitOption();
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where the broker's data goes meanwhile; a temporary one when left out.")
  private @Nullable Path directory;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default) or json.",
      defaultValue = "text")
  private Format format = Format.TEXT;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var progress = new Progress(SHOW_EVERY, System::nanoTime, spec.commandLine().getErr()::println);
    Report report;
    try (var workspace = Workspace.create(directory)) {
      var variant = new Variant("bench", guarantee.word(), commit.interval, Variation.WHOLE);
      var shape = load.shape(partitioning.input.isKeyed());
      var wanted = new Benchmark.Wanted(shape, load.compression, pipeline, variant, warmUpSpans);
      report = Benchmark.run(wanted, workspace, progress);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw new CommandException(ExitCode.FINDINGS, String.valueOf(e.getMessage()), e);
    }
    boolean json = format == Format.JSON;
    spec.commandLine().getOut().println(json ? ReportJson.write(report) : ReportText.write(report));
    return report.isRight() ? ExitCode.OK : ExitCode.FINDINGS;
  }
}
