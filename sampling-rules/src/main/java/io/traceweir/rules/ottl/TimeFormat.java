// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/** Dates in the notation of C's strptime: {@code %Y-%m-%dT%H:%M:%S}. */
final class TimeFormat {
  private final DateTimeFormatter formatter;
  private final ZoneId zone;

  private TimeFormat(DateTimeFormatter formatter, ZoneId zone) {
    this.formatter = formatter;
    this.zone = zone;
  }

  static TimeFormat of(String pattern, String location) {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("the format of a time cannot be empty");
    }
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '%' && i + 1 < pattern.length()) {
        append(builder, pattern.charAt(++i));
      } else {
        builder.appendLiteral(c);
      }
    }
    try {
      return new TimeFormat(builder.toFormatter(Locale.ENGLISH), ZoneId.of(location));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("`" + location + "` is no time zone");
    }
  }

  private static void append(DateTimeFormatterBuilder builder, char directive) {
    switch (directive) {
      case 'Y' -> builder.appendValue(ChronoField.YEAR, 4);
      case 'y' -> builder.appendValueReduced(ChronoField.YEAR, 2, 2, 1969);
      case 'm' -> builder.appendValue(ChronoField.MONTH_OF_YEAR, 2);
      case 'd' -> builder.appendValue(ChronoField.DAY_OF_MONTH, 2);
      case 'e' -> builder.padNext(2).appendValue(ChronoField.DAY_OF_MONTH);
      case 'j' -> builder.appendValue(ChronoField.DAY_OF_YEAR, 3);
      case 'H' -> builder.appendValue(ChronoField.HOUR_OF_DAY, 2);
      case 'I' -> builder.appendValue(ChronoField.CLOCK_HOUR_OF_AMPM, 2);
      case 'M' -> builder.appendValue(ChronoField.MINUTE_OF_HOUR, 2);
      case 'S' -> builder.appendValue(ChronoField.SECOND_OF_MINUTE, 2);
      case 'L' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, 3, 3, false);
      case 'f' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, false);
      case 'p' -> builder.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
      case 'b', 'h' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
      case 'B' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
      case 'a' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
      case 'A' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
      case 'z' -> builder.appendOffset("+HHMM", "+0000");
      case 'Z' -> builder.appendZoneText(TextStyle.SHORT);
      case 's' -> builder.appendValue(ChronoField.INSTANT_SECONDS);
      default -> appendShort(builder, directive);
    }
  }

  private static void appendShort(DateTimeFormatterBuilder builder, char directive) {
    String meant =
        switch (directive) {
          case 'F' -> "Y-m-d";
          case 'T' -> "H:M:S";
          case 'R' -> "H:M";
          case 'D' -> "m/d/y";
          case '%' -> "";
          default ->
              throw new IllegalArgumentException(
                  "unknown directive `%" + directive + "` in a time");
        };
    if (meant.isEmpty()) {
      builder.appendLiteral('%');
    }
    for (int i = 0; i < meant.length(); i++) {
      char c = meant.charAt(i);
      if (Character.isLetter(c)) {
        append(builder, c);
      } else {
        builder.appendLiteral(c);
      }
    }
  }

  long parse(String text) {
    try {
      TemporalAccessor parsed = formatter.parse(text);
      if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
        return nanos(Instant.from(parsed));
      }
      LocalDate date = parsed.query(TemporalQueries.localDate());
      LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneId own = parsed.query(TemporalQueries.zone());
      return nanos(
          (date == null ? LocalDate.of(1970, 1, 1) : date)
              .atTime(time == null ? LocalTime.MIDNIGHT : time)
              .atZone(own == null ? zone : own)
              .toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      throw new EvaluationException("no time in this format");
    }
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  String write(long nanos) {
    try {
      return formatter.format(TimeFunctions.date(nanos).withZoneSameInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw new EvaluationException("a time that this format cannot write");
    }
  }
}
