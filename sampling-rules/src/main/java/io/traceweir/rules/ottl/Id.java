// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.HexFormat;

/**
 * A trace or span id.
 *
 * @param high 0 for a span id
 */
record Id(boolean ofTrace, long high, long low) {

  String hex() {
    HexFormat hex = HexFormat.of();
    return ofTrace ? hex.toHexDigits(high) + hex.toHexDigits(low) : hex.toHexDigits(low);
  }
}
