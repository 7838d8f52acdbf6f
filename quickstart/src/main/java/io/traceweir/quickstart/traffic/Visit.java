// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

/** What somebody wants from the shop. */
enum Visit {
  HEALTH(15),
  HOME(19),
  PRODUCT(24),
  SEARCH(15),
  ADD_TO_CART(11),
  CHECKOUT(11),
  ORDER_STATUS(5),
  REFUND(0);

  private final int weight;

  Visit(int weight) {
    this.weight = weight;
  }

  /** As likely as its weight says. */
  static Visit pick(ShopTrace trace) {
    int total = 0;
    for (Visit visit : values()) {
      total += visit.weight;
    }
    int left = trace.pick(total);
    for (Visit visit : values()) {
      left -= visit.weight;
      if (left < 0) {
        return visit;
      }
    }
    throw new IllegalStateException("weights do not add up");
  }
}
