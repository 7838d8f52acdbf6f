// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.traceweir.yaml.GoDuration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** Times, in UTC, and lengths of time. */
final class TimeFunctions {
  private static final long SECOND = 1_000_000_000L;

  static final List<Signature> ALL =
      List.of(
          TypeFunctions.convert("Duration(duration)", value -> duration(Convert.text(value))),
          ofDuration("Hours", nanos -> nanos / (3600.0 * SECOND)),
          ofDuration("Minutes", nanos -> nanos / (60.0 * SECOND)),
          ofDuration("Seconds", nanos -> nanos / (double) SECOND),
          ofDuration("Milliseconds", nanos -> nanos / 1_000_000),
          ofDuration("Microseconds", nanos -> nanos / 1_000),
          ofDuration("Nanoseconds", nanos -> nanos),
          ofTime("UnixNano", nanos -> nanos),
          ofTime("UnixMicro", nanos -> Math.floorDiv(nanos, 1_000L)),
          ofTime("UnixMilli", nanos -> Math.floorDiv(nanos, 1_000_000L)),
          ofTime("UnixSeconds", nanos -> Math.floorDiv(nanos, SECOND)),
          ofDate("Year", ZonedDateTime::getYear),
          ofDate("Month", ZonedDateTime::getMonthValue),
          ofDate("Day", ZonedDateTime::getDayOfMonth),
          ofDate("Hour", ZonedDateTime::getHour),
          ofDate("Minute", ZonedDateTime::getMinute),
          ofDate("Second", ZonedDateTime::getSecond),
          ofDate("Nanosecond", ZonedDateTime::getNano),
          ofDate("Weekday", date -> date.getDayOfWeek().getValue() % 7),
          Signature.of("Unix(seconds, nanoseconds?)", TimeFunctions::unix),
          Signature.of("TruncateTime(time, duration)", TimeFunctions::truncate),
          Signature.of("Time(time, format:TEXT, location:TEXT?)", TimeFunctions::parse),
          Signature.of("FormatTime(time, format:TEXT)", TimeFunctions::format));

  private TimeFunctions() {}

  private static Signature ofDuration(String name, LongFunction<Object> function) {
    return TypeFunctions.convert(
        name + "(value)", value -> function.apply(Convert.duration(value)));
  }

  private static Signature ofTime(String name, LongFunction<Object> function) {
    return TypeFunctions.convert(name + "(value)", value -> function.apply(Convert.time(value)));
  }

  private static Signature ofDate(String name, ToLongFunction<ZonedDateTime> function) {
    return ofTime(name, nanos -> function.applyAsLong(date(nanos)));
  }

  static ZonedDateTime date(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND))
        .atZone(ZoneOffset.UTC);
  }

  private static Nanos duration(String text) {
    try {
      String sign = text.startsWith("+") ? text.substring(1) : text;
      return new Nanos(GoDuration.parse(sign).toNanos());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new EvaluationException("no length of time");
    }
  }

  private static Value unix(Arguments arguments) {
    Value seconds = arguments.value(0);
    return scene -> {
      long nanos = arguments.has(1) ? Convert.whole(arguments.value(1).of(scene)) : 0;
      return new Instant64(Convert.whole(seconds.of(scene)) * SECOND + nanos);
    };
  }

  /** Whole multiples count from year 1, as in Go. */
  private static Value truncate(Arguments arguments) {
    Value time = arguments.value(0);
    Value duration = arguments.value(1);
    return scene -> {
      long nanos = Convert.time(time.of(scene));
      long unit = Convert.duration(duration.of(scene));
      if (unit <= 0) {
        return new Instant64(nanos);
      }
      java.math.BigInteger sinceYearOne =
          java.math.BigInteger.valueOf(nanos)
              .add(
                  java.math.BigInteger.valueOf(62_135_596_800L)
                      .multiply(java.math.BigInteger.valueOf(SECOND)));
      long over = sinceYearOne.mod(java.math.BigInteger.valueOf(unit)).longValueExact();
      return new Instant64(nanos - over);
    };
  }

  private static Value parse(Arguments arguments) {
    Value text = arguments.value(0);
    TimeFormat format = TimeFormat.of(arguments.text(1, ""), arguments.text(2, "UTC"));
    return scene -> new Instant64(format.parse(Convert.text(text.of(scene))));
  }

  private static Value format(Arguments arguments) {
    Value time = arguments.value(0);
    TimeFormat format = TimeFormat.of(arguments.text(1, ""), "UTC");
    return scene -> format.write(Convert.time(time.of(scene)));
  }
}
