// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.benchmarks.report.Sheet;
import io.traceweir.benchmarks.report.SheetJson;
import io.traceweir.benchmarks.report.SheetText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands that fill tables have in common. */
final class StudyOptions {
  private static final Duration SHOW_EVERY = Duration.ofSeconds(2);

  @Mixin private LoadOptions load = new LoadOptions();
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where the broker's data goes meanwhile; a temporary one when left out.")
  private @Nullable Path directory;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), which is Markdown, or json.",
      defaultValue = "text")
  private Format format = Format.TEXT;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** How sheets are written. */
  private enum Format {
    TEXT,
    JSON
  }

  /** Fills tables. */
  interface Study {
    List<Sheet> run(Progress progress) throws IOException, InterruptedException;
  }

  /** Something that needs a load in a broker. */
  interface Entry {
    void run(Contest contest) throws IOException, InterruptedException;
  }

  LoadOptions load() {
    return load;
  }

  PipelineOptions pipeline() {
    return pipeline;
  }

  /** Where a measurement has its files; they go when it is closed. */
  Workspace workspace() throws IOException {
    return Workspace.create(directory);
  }

  /**
   * The load and the pipeline that were asked for.
   *
   * @throws IllegalArgumentException when a number makes no sense
   */
  Contest.Wanted wanted(Partitioning input) {
    return Contest.Wanted.of(load, pipeline, input);
  }

  /** Writes the load into a broker that is there for this alone. */
  void contest(Contest.Wanted wanted, Progress progress, Entry entry)
      throws IOException, InterruptedException {
    try (var workspace = workspace()) {
      entry.run(Contest.open(wanted, workspace, progress));
    }
  }

  /** Runs it and writes the tables; the exit code says whether what came out was right. */
  int run(Study study) throws IOException, InterruptedException {
    List<Sheet> sheets = sheets(study);
    boolean json = format == Format.JSON;
    spec.commandLine().getOut().println(json ? SheetJson.write(sheets) : SheetText.write(sheets));
    return sheets.stream().allMatch(Sheet::isRight) ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private List<Sheet> sheets(Study study) throws IOException, InterruptedException {
    var progress = new Progress(SHOW_EVERY, System::nanoTime, spec.commandLine().getErr()::println);
    try {
      return study.run(progress);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw new CommandException(ExitCode.FINDINGS, String.valueOf(e.getMessage()), e);
    }
  }
}
