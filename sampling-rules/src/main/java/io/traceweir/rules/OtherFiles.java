// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

/** Reads the files that a rule file names. */
public interface OtherFiles {
  /**
   * Reads one.
   *
   * @param name as it is written, relative to the rule file
   * @throws IllegalArgumentException with a sentence for the user when it cannot be read
   */
  Text read(String name);

  /**
   * A file.
   *
   * @param file as messages call it
   */
  record Text(String file, String text) {}
}
