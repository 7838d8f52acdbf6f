// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import org.jspecify.annotations.Nullable;

/** Workers cannot go on, in words for the person who started them. */
public final class WorkerFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  WorkerFailedException(String message) {
    this(message, null);
  }

  WorkerFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
