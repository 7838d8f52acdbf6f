// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import java.util.Locale;

/** What a look came to; the later the worse. */
public enum Verdict {
  OK,
  SKIPPED,
  WARNING,
  PROBLEM;

  /** As people and machines read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Verdict worse(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
