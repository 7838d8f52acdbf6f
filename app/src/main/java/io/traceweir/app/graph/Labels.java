// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.graph;

import java.util.Locale;

/** What is written at an arrow. */
final class Labels {
  private Labels() {}

  /** Such as {@code 1,204 calls, 8.8% failed, p95 55 ms}. */
  static String of(Link link) {
    StringBuilder label = new StringBuilder();
    label.append(String.format(Locale.ROOT, "%,d", link.calls()));
    label.append(link.calls() == 1 ? " call" : " calls");
    if (link.failed() > 0) {
      label.append(String.format(Locale.ROOT, ", %.1f%% failed", 100 * link.failedShare()));
    }
    if (Double.isFinite(link.p95Millis())) {
      label.append(", p95 ").append(millis(link.p95Millis()));
    }
    return label.toString();
  }

  private static String millis(double millis) {
    return millis >= 1_000
        ? String.format(Locale.ROOT, "%.2f s", millis / 1_000)
        : String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }

  /** Enough to look at: one call in twenty. */
  static boolean isFailing(Link link) {
    return link.failedShare() >= 0.05;
  }
}
