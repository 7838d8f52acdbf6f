// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.calls;

/** Sorts places in a trace without allocating; equal ones keep their order. Reused, one thread. */
final class IntSort {
  private int[] scratch = {};

  interface Order {
    /** Negative when a comes before b, 0 when it does not matter. */
    int compare(int a, int b);
  }

  void sort(int[] values, int size, Order order) {
    if (!Capacity.fits(scratch.length, size)) {
      scratch = new int[Capacity.of(size)];
    }
    for (int run = 1; run < size && run > 0; run <<= 1) {
      for (int from = 0; from + run < size; from += 2 * run) {
        merge(values, from, from + run, Math.min(size, from + 2 * run), order);
      }
    }
  }

  private void merge(int[] values, int from, int middle, int end, Order order) {
    if (order.compare(values[middle - 1], values[middle]) <= 0) {
      return;
    }
    System.arraycopy(values, from, scratch, from, middle - from);
    int left = from;
    int right = middle;
    for (int to = from; left < middle; to++) {
      boolean takesRight = right < end && order.compare(values[right], scratch[left]) < 0;
      values[to] = takesRight ? values[right++] : scratch[left++];
    }
  }
}
