// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

/**
 * What a kept trace is about.
 *
 * @param title what was asked for: the name of the root
 * @param size like "18 spans in 6 services"
 * @param plot what went wrong where, or where the time went; empty when nothing is known
 */
record Story(
    String rule, String title, double durationMillis, String size, String plot, Mood mood) {
  /** From bad to good. */
  enum Mood {
    FAILED,
    SLOW,
    WARNED,
    FINE
  }

  boolean isPlain() {
    return mood == Mood.FINE;
  }
}
