// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.trace.Trace;
import io.traceweir.yaml.ByteSize;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How much a rule keeps in each second of the data's clock.
 *
 * @param perSecond above 0
 */
public record Rate(Unit unit, double perSecond) {
  /** What is counted; a trace counts for one at least. */
  public enum Unit {
    SPANS,
    BYTES,
    TRACES;

    /** How much of it a trace has: its logs alone, without spans, count for one span. */
    long of(Trace trace) {
      long amount =
          switch (this) {
            case SPANS -> trace.spanCount();
            case BYTES -> trace.bytes();
            case TRACES -> 1;
          };
      return Math.max(1, amount);
    }

    /** {@code spans}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The key in a rule file: {@code spans_per_second}. */
    String key() {
      return word() + "_per_second";
    }

    static List<String> keys() {
      return Arrays.stream(values()).map(Unit::key).toList();
    }
  }

  /** {@code 500 spans/s}, {@code 1MiB/s}, {@code 0.5 traces/s}. */
  public String text() {
    return unit == Unit.BYTES
        ? ByteSize.print((long) perSecond) + "/s"
        : number() + " " + unit.word() + "/s";
  }

  /** As it decides, however it was written. */
  String canonical() {
    return unit.key() + " " + number();
  }

  private String number() {
    return BigDecimal.valueOf(perSecond).stripTrailingZeros().toPlainString();
  }
}
