// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user chose.
 *
 * @param shop its traffic, unless files are replayed
 * @param input files to replay in place of the shop; empty for the shop
 * @param rules a rule file in place of the example
 * @param port of the broker, 0 for any free one
 */
record QuickstartSettings(Plan shop, List<Path> input, @Nullable Path rules, int port) {
  QuickstartSettings {
    input = List.copyOf(input);
  }

  boolean isReplay() {
    return !input.isEmpty();
  }
}
