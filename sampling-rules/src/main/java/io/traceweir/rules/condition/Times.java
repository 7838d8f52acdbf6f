// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Points in time as conditions write them, in RFC 3339's form, and nanoseconds since 1970. */
final class Times {
  static final String EXAMPLE = "\"2026-01-31T12:00:00Z\"";

  private static final long NANOS = 1_000_000_000;
  private static final long LAST_SECOND = Long.MAX_VALUE / NANOS - 1;

  private Times() {}

  /** Null when the text is no time. */
  static @Nullable Long nanos(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text.strip()).toInstant();
      long seconds = instant.getEpochSecond();
      return seconds < 0 || seconds > LAST_SECOND ? null : seconds * NANOS + instant.getNano();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Whether a date begins there, as in `2026-01-31T12:00:00Z`. */
  static boolean isDate(String source, int at) {
    return source.length() >= at + 10
        && source.charAt(at + 4) == '-'
        && source.substring(at, at + 10).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  }

  static String wrong(String text) {
    return "cannot read the time "
        + Shown.text(text)
        + "; expected one from 1970 to 2262 with its offset, such as "
        + EXAMPLE
        + " or \"2026-01-31T13:00:00+01:00\"";
  }

  static String shown(long nanos) {
    return Shown.quoted(Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS).toString());
  }
}
