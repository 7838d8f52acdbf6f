// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import io.traceweir.yaml.YamlMap;
import org.jspecify.annotations.Nullable;

/**
 * A policy by its name and type.
 *
 * @param whole the `composite` that it is a part of, if it is one
 */
record Named(String name, String type, YamlMap settings, @Nullable Named whole) {

  /** As comments and notes call it. */
  String title() {
    String word = name.isEmpty() && whole != null ? "" : "`" + OneLine.cut(name) + "` ";
    String own = word + "(" + type + ")";
    return whole == null ? own : whole.title() + ", part " + own;
  }

  /** As its rule is called; parts of several may have one name, or none. */
  String ruleName() {
    return whole == null ? name : name.isEmpty() ? whole.name : whole.name + "/" + name;
  }

  boolean isPartWith(Named other) {
    return whole != null && whole.equals(other.whole);
  }
}
