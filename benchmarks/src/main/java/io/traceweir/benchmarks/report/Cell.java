// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import java.util.Locale;

/**
 * One place of a table: a value for a program and what a person reads.
 *
 * @param value a number or a text
 */
public record Cell(Object value, String text) {
  public static Cell of(String text) {
    return new Cell(text, text);
  }

  public static Cell of(double value, int decimals) {
    return new Cell(value, decimal(value, decimals));
  }

  public static Cell of(long value) {
    return new Cell(value, String.format(Locale.ROOT, "%,d", value));
  }

  /** The median, and in parentheses from where to where the values went. */
  public static Cell of(Spread spread, int decimals) {
    return new Cell(
        spread.median(),
        String.format(
            Locale.ROOT,
            "%s (%s to %s)",
            decimal(spread.median(), decimals),
            decimal(spread.least(), decimals),
            decimal(spread.most(), decimals)));
  }

  private static String decimal(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
