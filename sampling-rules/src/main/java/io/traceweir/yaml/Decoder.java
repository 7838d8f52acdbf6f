// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import org.jspecify.annotations.Nullable;

/** From a node to a value. Never throws on content: what is wrong goes to {@code problems}. */
@FunctionalInterface
public interface Decoder<T> {

  /** Null when the node could not be understood; then a problem has been added. */
  @Nullable T decode(YamlNode node, Problems problems);
}
