// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.decide;

import java.util.Locale;

/** What came of a late part that a rule might have wanted, besides failing to read the trace. */
public enum UpgradeResult {
  UPGRADED,
  /** It was read back, and the rules drop the whole all the same. */
  DECLINED,
  RATE_LIMITED,
  /** Too many are being read back. */
  OVERLOADED,
  /** The decision was forgotten before the trace could be read back. */
  FORGOTTEN,
  /** It was decided before a rule had {@code late_upgrade}. */
  PLACE_UNKNOWN;

  /** The word used in metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
