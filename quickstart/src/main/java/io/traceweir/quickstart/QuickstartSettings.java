// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.quickstart.chaos.Schedule;
import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user chose.
 *
 * @param shop its visitors and what goes wrong; the duration counts without a shop too
 * @param input files to replay in place of the shop; empty for the shop
 * @param rules a rule file in place of the example
 * @param port of the broker, 0 for any free one
 * @param door for spans and logs of one's own
 * @param faults that strike workers in processes of their own; null for a quiet run in this process
 */
record QuickstartSettings(
    Plan shop,
    List<Path> input,
    @Nullable Path rules,
    int port,
    DoorChoice door,
    @Nullable Schedule faults) {
  QuickstartSettings {
    input = List.copyOf(input);
  }

  /** Without faults. */
  QuickstartSettings(Plan shop, List<Path> input, @Nullable Path rules, int port, DoorChoice door) {
    this(shop, input, rules, port, door, null);
  }

  /** Without an OTLP door. */
  QuickstartSettings(Plan shop, List<Path> input, @Nullable Path rules, int port) {
    this(shop, input, rules, port, DoorChoice.OFF);
  }

  boolean isReplay() {
    return !input.isEmpty();
  }

  boolean hasShop() {
    return !isReplay() && !door.onlyOwn();
  }
}
