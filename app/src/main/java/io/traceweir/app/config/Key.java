// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration file.
 *
 * @param path from the top, with dots
 * @param fallback as it would be written, or in words when it is derived; null when there is none
 * @param doc one sentence or two, Markdown
 */
record Key<T>(String path, ValueType<T> type, Need need, @Nullable String fallback, String doc) {

  enum Need {
    REQUIRED,
    DEFAULTED,
    /** The section works the value out from other keys when the file does not say. */
    DERIVED,
    OPTIONAL
  }

  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
