// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import org.jspecify.annotations.Nullable;

/** Why a quickstart ends early, in words for the person who started it. */
final class QuickstartException extends Exception {
  private static final long serialVersionUID = 1L;

  QuickstartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
