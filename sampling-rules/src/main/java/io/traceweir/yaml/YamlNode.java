// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

/** A value in a YAML file. */
public sealed interface YamlNode permits YamlMap, YamlList, YamlScalar {

  Position position();

  /** What it is, in words for a message: "a map", "a list", "nothing", "the number 5". */
  String describe();

  /** Nothing was written: a key without a value, or {@code null}. */
  default boolean isNull() {
    return false;
  }
}
