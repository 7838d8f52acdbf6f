// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import org.jspecify.annotations.Nullable;

/**
 * A key whose behaviour this version does not have. Saying so beats both accepting it silently and
 * calling it unknown.
 *
 * @param only the one value that says what happens anyway; null when there is none
 * @param missing what is not there, for the message
 */
record Reserved(String path, @Nullable String only, String missing) {

  String message() {
    String name = "\"" + path + "\"";
    return only == null
        ? name + " has no effect in this version: " + missing
        : name
            + " can only be "
            + (only.isEmpty() ? "\"\"" : only)
            + " in this version: "
            + missing;
  }
}
