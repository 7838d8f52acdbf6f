// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the pipeline that is measured. */
final class PipelineOptions {
  @Option(
      names = "--guarantee",
      paramLabel = "WORD",
      description = "exactly_once (default) or at_least_once.",
      defaultValue = "exactly_once")
  private Guarantee guarantee = Guarantee.EXACTLY_ONCE;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Stream threads; one per processor when left out.",
      defaultValue = "auto")
  String threads = "auto";

  @Option(
      names = "--commit-interval",
      paramLabel = "DURATION",
      description = "Time between commits (${DEFAULT-VALUE}).",
      defaultValue = "1s")
  String commitInterval = "1s";

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "Rule file; when left out: failed traces and those over 2 s are kept, and 5%% of the"
              + " rest.")
  @Nullable Path rules;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "Largest heap of the pipeline, as -Xmx takes it (${DEFAULT-VALUE}).",
      defaultValue = "1g")
  private String heap = "1g";

  @Option(
      names = "--java-option",
      paramLabel = "OPTION",
      description = "One more option of the pipeline's JVM, e.g. --java-option=-XX:+UseZGC.")
  private List<String> javaOptions = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description =
          "Write a Flight Recorder file of the pipeline, warm-up included; read it with"
              + " `jfr print --events jdk.ExecutionSample FILE`.")
  private @Nullable Path profile;

  /** As in the configuration file. */
  private enum Guarantee {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
  }

  String guarantee() {
    return guarantee.name().toLowerCase(Locale.ROOT);
  }

  List<String> javaOptions() {
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + heap);
    if (profile != null) {
      options.add(
          "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
              + profile.toAbsolutePath());
    }
    options.addAll(javaOptions);
    return options;
  }
}
