// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.yaml.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time on the command line: so long ago, or an instant. */
final class TimeConverter implements ITypeConverter<TimeConverter.Point> {

  /** A point that may be told from now. */
  interface Point {
    Instant at(InstantSource clock);
  }

  @Override
  public Point convert(String text) {
    try {
      if (text.startsWith("-")) {
        Duration ago = GoDuration.parse(text.substring(1));
        return clock -> clock.instant().minus(ago);
      }
      Instant instant = Instant.parse(text);
      return clock -> instant;
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new TypeConversionException(
          "expected how long ago, such as -1h or -90m, or a time such as 2026-11-29T10:00:00Z, found"
              + " \""
              + text
              + "\"");
    }
  }
}
