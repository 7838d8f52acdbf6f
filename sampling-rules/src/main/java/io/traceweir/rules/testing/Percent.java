// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import java.math.BigDecimal;

/** Shares as rules have them. */
final class Percent {
  private Percent() {}

  /** 0.05 to {@code 5%}. */
  static String print(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }
}
