// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.report.Sheet;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code traceweir bench memory}. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    defaultValueProvider = MemoryCommand.Defaults.class,
    description = {
      "Measure the heap that waiting traces and remembered decisions take.",
      "",
      "A pipeline decides a load, then another one in the same process reads it and is told to"
          + " wait. What is on its heap then, after a collection, less what was there when all was"
          + " decided, is compared with the bytes of the traces that wait. The decision memory is"
          + " loaded from its changelog, as a restart does, in a process where nothing else is."
    },
    footer = {
      "",
      "Examples:",
      "  traceweir bench memory                        both partitionings, some 2 minutes",
      "  traceweir bench memory --spans 1000000 --heap 3g --attributes 4",
      "",
      "Ends with 1 when not everything was held or remembered."
    })
final class MemoryCommand implements Callable<Integer> {
  /** Everything has to fit into the heap at once. */
  static final class Defaults extends ComparisonDefaults {
    Defaults() {
      super(Held.SPANS);
    }
  }

  @Mixin private PartitioningsOption partitionings = new PartitioningsOption();

  @Mixin private StudyOptions study = new StudyOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    return study.run(this::measure);
  }

  private List<Sheet> measure(Progress progress) throws IOException, InterruptedException {
    var held = new Held();
    for (Partitioning input : partitionings.inputs) {
      study.contest(study.wanted(input), progress, held::measure);
    }
    return held.sheets();
  }
}
