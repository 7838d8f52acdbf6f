// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import java.util.List;

/** Files that cannot be replayed, with every reason: {@code file:line: what is wrong}. */
public final class UnreadableTrafficException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableTrafficException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
