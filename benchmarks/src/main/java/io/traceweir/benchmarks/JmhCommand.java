// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code traceweir bench jmh}. */
@Command(
    name = "jmh",
    mixinStandardHelpOptions = true,
    description = {
      "Measure single steps with JMH: time and bytes allocated per operation.",
      "",
      "`gc.alloc.rate.norm` is the bytes that one operation allocates; it hardly depends on the"
          + " machine or on other work beside."
    },
    footer = {
      "",
      "Examples:",
      "  traceweir bench jmh",
      "  traceweir bench jmh Splitting",
      "  traceweir bench jmh --iterations 10 'Reading|Writing'"
    })
final class JmhCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "REGEX",
      description = "Benchmarks by name; all when left out.",
      defaultValue = ".*")
  private String benchmarks = ".*";

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Of one second each, after half as many to warm up (${DEFAULT-VALUE}).",
      defaultValue = "6")
  private int iterations;

  @Override
  public Integer call() {
    var options =
        new OptionsBuilder()
            .include(benchmarks)
            .forks(1)
            .warmupIterations(Math.max(1, iterations / 2))
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.seconds(1))
            .timeUnit(TimeUnit.MICROSECONDS)
            .addProfiler(GCProfiler.class)
            .build();
    try {
      return new Runner(options).run().isEmpty() ? ExitCode.FINDINGS : ExitCode.OK;
    } catch (RunnerException e) {
      throw new CommandException(ExitCode.FINDINGS, String.valueOf(e.getMessage()), e);
    }
  }
}
