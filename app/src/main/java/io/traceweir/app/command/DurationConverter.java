// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.yaml.GoDuration;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line as in the configuration file. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      Duration duration = GoDuration.parse(text);
      if (duration.toMillis() > 0) {
        return duration;
      }
    } catch (IllegalArgumentException e) {
      // the same sentence for both
    }
    throw new TypeConversionException(
        "expected a duration such as 500ms or 30s, found \"" + text + "\"");
  }
}
