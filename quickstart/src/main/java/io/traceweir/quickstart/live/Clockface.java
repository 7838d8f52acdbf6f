// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.time.Duration;
import java.util.Locale;

/** Durations as a stopwatch shows them. */
final class Clockface {
  private Clockface() {}

  /** Like 0:07 or 1:02:03. */
  static String of(Duration elapsed) {
    long hours = elapsed.toHours();
    return hours == 0
        ? String.format(Locale.ROOT, "%d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart())
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", hours, elapsed.toMinutesPart(), elapsed.toSecondsPart());
  }
}
