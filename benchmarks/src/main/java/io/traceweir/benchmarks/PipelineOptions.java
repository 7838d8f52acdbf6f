// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.yaml.GoDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of the pipeline that is measured. */
final class PipelineOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Stream threads; one per processor when left out.",
      defaultValue = "auto")
  String threads = "auto";

  @Option(
      names = "--metrics-interval",
      paramLabel = "DURATION",
      description =
          "Data time between points of span metrics and service graph (${DEFAULT-VALUE}). Spans"
              + " that are counted last may take so long to be seen in them.",
      converter = Interval.class,
      defaultValue = "60s")
  Duration metricsInterval = Duration.ofMinutes(1);

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

  static final class Interval implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        Duration interval = GoDuration.parse(text);
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
          throw new TypeConversionException("has to be 1s at least, found " + text);
        }
        return interval;
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
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
