// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.load.Shape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that give a load its shape. */
final class LoadOptions {
  @Option(
      names = "--spans",
      paramLabel = "N",
      description = "Spans to drain, about; ${DEFAULT-VALUE} when left out.",
      defaultValue = "2000000")
  private long spans;

  @Option(
      names = "--spans-per-trace",
      paramLabel = "N",
      description =
          "On average: traces have half to one and a half times as many (${DEFAULT-VALUE}).",
      defaultValue = "18")
  private int spansPerTrace;

  @Option(
      names = "--spans-per-request",
      paramLabel = "N",
      description = "Spans that a Collector batches before it writes (${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int spansPerRequest;

  @Option(
      names = "--attributes",
      paramLabel = "N",
      description = "Attributes of each span (${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int attributes;

  @Option(
      names = "--services",
      paramLabel = "N",
      description = "Services, with three pods each (${DEFAULT-VALUE}).",
      defaultValue = "12")
  private int services;

  @Option(
      names = "--errors",
      paramLabel = "PERCENT",
      converter = Percent.class,
      description = "Traces with a failed span (${DEFAULT-VALUE}). Besides, 1%% take over 2 s.",
      defaultValue = "1%")
  private double errors;

  @Option(
      names = "--logs",
      paramLabel = "N",
      description = "Log records of each trace, in a topic of their own (${DEFAULT-VALUE}).",
      defaultValue = "0")
  private int logs;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of each input topic and of the fragments topic (${DEFAULT-VALUE}).",
      defaultValue = "4")
  private int partitions;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Spans per second on the clock of the data (${DEFAULT-VALUE}): with the time that traces"
              + " wait it says how much has to be remembered at once.",
      defaultValue = "20000")
  private int rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same load (${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--compression",
      paramLabel = "CODEC",
      description = "Of the input: none, gzip, snappy, lz4 or zstd (${DEFAULT-VALUE}).",
      defaultValue = "lz4")
  String compression = "lz4";

  long spans() {
    return spans;
  }

  /**
   * @param keyed by trace id
   * @throws IllegalArgumentException when a number makes no sense
   */
  Shape shape(boolean keyed) {
    return new Shape(
        spans,
        spansPerTrace,
        spansPerRequest,
        attributes,
        services,
        errors,
        logs,
        partitions,
        keyed,
        rate,
        seed);
  }

  static final class Percent implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        if (text.endsWith("%")) {
          return Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
        }
      } catch (NumberFormatException e) {
        // the same sentence for both
      }
      throw new TypeConversionException("expected a percentage such as 1%, found \"" + text + "\"");
    }
  }
}
