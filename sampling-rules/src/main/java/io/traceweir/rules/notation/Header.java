// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.traceweir.rules.notation.Piece.Assignment;
import io.traceweir.trace.TraceId;
import io.traceweir.yaml.Nearest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The line {@code trace id=… rv=… start=…}, which few traces need. */
final class Header {
  private static final Set<String> KEYS = Set.of("id", "rv", "start");
  private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{32}");
  private static final Pattern RV = Pattern.compile("[0-9a-fA-F]{14}");
  private static final long YEAR_2000 = 946_684_800L;
  private static final long YEAR_2100 = 4_102_444_800L;

  private final Mistakes mistakes;
  @Nullable TraceId id;
  String rv = "";

  /** Like any other, so that the same text is the same trace everywhere. */
  Instant start = Instant.ofEpochSecond(1_767_225_600);

  Header(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  void read(Line line) {
    for (Piece piece : line.pieces().subList(1, line.pieces().size())) {
      if (piece instanceof Assignment set && KEYS.contains(set.key())) {
        set(set);
      } else {
        String key = piece instanceof Assignment set ? set.key() : "";
        mistakes.add(
            piece,
            "a line `trace` has `id=`, `rv=` and `start=`"
                + Nearest.hint(key, KEYS)
                + "; a service of this name needs quotes");
      }
    }
  }

  private void set(Assignment set) {
    String value = set.text();
    switch (set.key()) {
      case "id" -> id(set, value);
      case "rv" -> {
        if (RV.matcher(value).matches()) {
          rv = value.toLowerCase(Locale.ROOT);
        } else {
          mistakes.add(set.valueOffset(), "`rv` has 14 hex digits, such as ffffffffffffff");
        }
      }
      default -> start(set, value);
    }
  }

  private void id(Assignment set, String value) {
    if (ID.matcher(value).matches() && !value.matches("0+")) {
      id = TraceId.ofHex(value.toLowerCase(Locale.ROOT));
    } else {
      mistakes.add(set.valueOffset(), "a trace id has 32 hex digits, not all of them 0");
    }
  }

  private void start(Assignment set, String value) {
    try {
      start = Instant.parse(value);
    } catch (DateTimeException e) {
      mistakes.add(set.valueOffset(), "a time is written like 2026-11-27T09:30:00Z");
      return;
    }
    if (start.getEpochSecond() < YEAR_2000 || start.getEpochSecond() >= YEAR_2100) {
      mistakes.add(set.valueOffset(), "a trace lies between the years 2000 and 2100");
    }
  }
}
