// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.graph;

/** What was read is no service graph; the message says what it is instead. */
public final class NoGraphException extends Exception {

  NoGraphException(String message) {
    super(message);
  }

  NoGraphException(String message, Throwable cause) {
    super(message, cause);
  }
}
