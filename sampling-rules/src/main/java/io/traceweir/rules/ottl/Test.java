// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

/** A condition, or a part of one, that is true or false of each span. */
interface Test {
  boolean holds(Scene scene);
}
