// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/** What a key has when the file does not say; declared as it would be written. */
final class DefaultValue {

  private DefaultValue() {}

  static <T> @Nullable T of(Key<T> key) {
    if (key.fallback() == null || key.need() == Key.Need.DERIVED) {
      return null;
    }
    Problems problems = new Problems();
    try {
      String text = key.fallback().isEmpty() ? "\"\"" : key.fallback();
      T value = key.type().decoder().decode(Yaml.read("default of " + key.path(), text), problems);
      problems.throwIfAny();
      return value;
    } catch (ProblemsException e) {
      throw new IllegalStateException(e);
    }
  }

  static <T> Object plain(Key<T> key) {
    T value = of(key);
    return value == null ? "" : key.type().plain().apply(value);
  }

  static Object plain(String text) {
    try {
      return Plain.of(Yaml.read("default", text.isEmpty() ? "\"\"" : text));
    } catch (ProblemsException e) {
      throw new IllegalStateException(e);
    }
  }
}
