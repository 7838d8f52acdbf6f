// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import org.jspecify.annotations.Nullable;

/**
 * Something that has a value for each span: null (nil), String, Long, Double, Boolean, byte[],
 * {@link Pairs}, List, {@link Id}, {@link Instant64}, {@link Nanos}, or an object that is like
 * nothing else.
 */
interface Value {
  @Nullable Object of(Scene scene);
}
