// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

/** What is wrong with a file, and where; the message never holds any of the payload. */
public final class CaptureException extends Exception {
  private static final long serialVersionUID = 1L;

  CaptureException(String place, String reason) {
    super(place + ": " + reason);
  }

  CaptureException(String place, String reason, Throwable cause) {
    super(place + ": " + reason, cause);
  }
}
