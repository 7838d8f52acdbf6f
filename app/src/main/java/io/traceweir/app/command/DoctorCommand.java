// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.doctor.Doctor;
import io.traceweir.app.doctor.Report;
import io.traceweir.app.doctor.ReportJson;
import io.traceweir.app.doctor.ReportText;
import io.traceweir.app.doctor.facts.Examination;
import io.traceweir.app.doctor.facts.Facts;
import io.traceweir.yaml.ProblemsException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code traceweir doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Check a configuration against the Kafka that is there, and say in plain words what is wrong,"
          + " what follows from it, and the command that mends it.",
      "",
      "Looks at: every broker's address, TLS and login; features; permissions; topics, partitions"
          + " and replicas; retention against the waits, and the longest outage that loses nothing;"
          + " record sizes; encoding, timestamps and keys of the newest records; the group, its"
          + " offsets and its lag; memory for the rate that is measured.",
      "",
      "It only reads: makes and changes nothing, joins no group, commits nothing, and prints"
          + " nothing of what is in records. It may run beside instances that work."
    },
    footer = {
      "",
      "Example:",
      "  traceweir doctor --config traceweir.yaml",
      "  traceweir doctor --output json | jq '.checks[] | select(.verdict != \"ok\")'",
      "  traceweir doctor --heap 4GiB      memory for instances with that heap",
      "  traceweir doctor --principal User:traceweir",
      "                                    the name in kafka-acls commands",
      "",
      "Ends with 0 when all is well, with 1 when there is a problem or a warning",
      "(warnings alone: 0 with --allow-warnings) or a mistake in the file,",
      "with 3 when Kafka cannot be reached,",
      NamedFiles.EXIT_CODE
    })
final class DoctorCommand implements Callable<Integer> {

  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long Kafka may take for each answer; ${DEFAULT-VALUE} when left out.",
      defaultValue = "10s")
  private Duration timeout = Duration.ofSeconds(10);

  @Option(
      names = "--watch",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "How long offsets are watched, to see rates and whether a lag grows; ${DEFAULT-VALUE}"
              + " when left out.",
      defaultValue = "3s")
  private Duration watch = Duration.ofSeconds(3);

  @Option(
      names = "--sample",
      paramLabel = "RECORDS",
      description =
          "Newest records of each input partition that are looked at, 32 MiB of a topic at most;"
              + " ${DEFAULT-VALUE} when left out.",
      defaultValue = "200")
  private int sample = 200;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      converter = ByteSizeConverter.class,
      description = "The heap of one instance, such as 2GiB; that of this process when left out.")
  private @Nullable Long heap;

  @Option(
      names = "--principal",
      paramLabel = "USER",
      description =
          "Whom Kafka takes Traceweir for, such as User:traceweir; the user name of"
              + " sasl.jaas.config when left out.",
      defaultValue = "",
      showDefaultValue = Visibility.NEVER)
  private String principal = "";

  @Option(names = "--allow-warnings", description = "End with 0 when there are only warnings.")
  private boolean allowWarnings;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws ProblemsException, InterruptedException {
    Configuration configuration = config.load();
    var limits = new Examination.Limits(timeout, watch, Math.max(1, sample));
    Facts facts;
    try (Progress progress = Progress.on(spec.commandLine().getErr())) {
      facts =
          new Examination(configuration.pipeline(), limits, InstantSource.system(), progress)
              .look();
    }
    long heapBytes = heap == null ? Runtime.getRuntime().maxMemory() : heap;
    Report report =
        Doctor.judge(configuration, config.file().toString(), facts, principal, heapBytes);
    output.print(
        spec.commandLine().getOut(),
        () -> ReportJson.of(report),
        () -> ReportText.of(report, Terminal.hasColours()));
    return exitCode(report);
  }

  private int exitCode(Report report) {
    if (!report.reachable()) {
      return ExitCode.UNREACHABLE;
    }
    return switch (report.verdict()) {
      case PROBLEM -> ExitCode.FINDINGS;
      case WARNING -> allowWarnings ? ExitCode.OK : ExitCode.FINDINGS;
      case OK, SKIPPED -> ExitCode.OK;
    };
  }
}
