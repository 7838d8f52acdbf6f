// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Amounts as people say them. */
final class Words {
  private static final int MOST_NAMED = 3;
  private static final double KIB = 1024;

  private Words() {}

  /** {@code 2 d 3 h}, {@code 23 h 54 min}, {@code 5 min}, {@code 1.5 s}: two units at most. */
  static String time(Duration duration) {
    long millis = duration.abs().toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return millis % 1_000 == 0
          ? millis / 1_000 + " s"
          : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
    long seconds = millis / 1_000;
    if (seconds < 3_600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    long minutes = seconds / 60;
    return minutes < 48 * 60
        ? two(minutes / 60, "h", minutes % 60, "min")
        : two(minutes / 1_440, "d", minutes % 1_440 / 60, "h");
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  static String millis(long millis) {
    return time(Duration.ofMillis(millis));
  }

  static String bytes(double bytes) {
    String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    double value = bytes;
    int unit = 0;
    while (value >= KIB && unit < units.length - 1) {
      value /= KIB;
      unit++;
    }
    boolean whole = unit == 0 || value >= 100 || Math.abs(value - Math.rint(value)) < 0.05;
    return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }

  static String rate(double perSecond) {
    String form = perSecond < 1 ? "%.2f" : perSecond < 10 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, form, perSecond);
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String counted(long count, String what) {
    return count(count) + " " + what + (count == 1 ? "" : "s");
  }

  static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f%%", 100.0 * part / Math.max(1, whole));
  }

  /** How many of the newest records. */
  static String ofNewest(long count, int of, String topic) {
    return count(count) + " of the newest " + count(of) + " records of " + topic;
  }

  /** Three at most, and how many more there are. */
  static String some(List<?> things) {
    String named =
        things.stream()
            .limit(MOST_NAMED)
            .map(String::valueOf)
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    int more = things.size() - MOST_NAMED;
    return more > 0 ? named + " and " + more + " more" : named;
  }
}
