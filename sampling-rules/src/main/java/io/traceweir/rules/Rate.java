// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.trace.Trace;
import io.traceweir.yaml.ByteSize;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How much a rule keeps in each second of the data's clock.
 *
 * @param perSecond above 0
 */
public record Rate(Unit unit, double perSecond) {
  /** What is counted; a trace counts for one at least. */
  public enum Unit {
    SPANS(Trace::spanCount),
    BYTES(Trace::bytes),
    TRACES(trace -> 1);

    private final ToLongFunction<Trace> amount;

    Unit(ToLongFunction<Trace> amount) {
      this.amount = amount;
    }

    /** How much of it a trace has: its logs alone, without spans, count for one span. */
    long of(Trace trace) {
      return Math.max(1, amount.applyAsLong(trace));
    }

    /** {@code spans}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The key in a rule file: {@code spans_per_second}. */
    String key() {
      return word() + "_per_second";
    }

    static @Nullable Unit ofKey(String key) {
      int index = keys().indexOf(key);
      return index < 0 ? null : values()[index];
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
