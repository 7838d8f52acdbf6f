// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.report.Page;
import io.traceweir.benchmarks.report.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code traceweir bench all}. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    defaultValueProvider = AllCommand.Defaults.class,
    description = {
      "Measure everything that docs/benchmarks.md states, and write it there.",
      "",
      "Whole runs with both partitionings, the cost of durability, of the commit interval and of"
          + " reading in step, and the heap of waiting traces and of remembered decisions. Takes"
          + " less than 15 minutes on two processors with nothing beside; let nothing run beside."
    },
    footer = {
      "",
      "Examples:",
      "  traceweir bench all                           tables on the terminal",
      "  traceweir bench all --page docs/benchmarks.md",
      "  traceweir bench all --spans 50000 --rounds 1 --live 2s    a rehearsal, in 4 minutes",
      "",
      "Ends with 1, and leaves the page alone, when what came out of a run is not what went in."
    })
final class AllCommand implements Callable<Integer> {
  /** As many as a quarter of an hour allows. */
  static final class Defaults extends ComparisonDefaults {
    Defaults() {
      super(400_000);
    }
  }

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description =
          "A Markdown page with places for the tables, such as docs/benchmarks.md: what stands"
              + " between <!-- measured: NAME --> and <!-- end --> is replaced.")
  private @Nullable Path page;

  @Mixin private RoundsOptions rounds = new RoundsOptions();
  @Mixin private StudyOptions study = new StudyOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    return study.run(this::measure);
  }

  private List<Sheet> measure(Progress progress) throws IOException, InterruptedException {
    rounds.check();
    if (page != null) {
      // rather now than in a quarter of an hour
      Page.check(Files.readString(page), Everything.SHEETS);
    }
    var everything = new Everything(study, rounds, progress);
    List<Sheet> sheets = new ArrayList<>(everything.measure());
    if (page != null && sheets.stream().allMatch(Sheet::isRight)) {
      Files.writeString(page, Page.fill(Files.readString(page), sheets));
      progress.step("written to " + page);
    }
    return sheets;
  }
}
