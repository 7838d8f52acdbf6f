// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

/** A formula made ready to be asked many times. Keeps no memory of what it was asked about. */
interface Filter {
  boolean holds(Focus focus);
}
