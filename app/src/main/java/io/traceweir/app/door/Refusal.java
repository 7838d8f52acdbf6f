// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

/** A request that is not taken, and what its sender is told. The message holds no payload. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, in a word for meters, with the status that OTLP and HTTP have for it. */
  enum Reason {
    MALFORMED(400, 3),
    UNKNOWN_PATH(404, 5),
    METHOD_NOT_ALLOWED(405, 12),
    TOO_LARGE(413, 8),
    UNSUPPORTED_TYPE(415, 3),
    UNSUPPORTED_ENCODING(415, 3),
    OVERLOADED(429, 8),
    DEFECT(500, 13),
    NOT_READY(503, 14),
    KAFKA_UNAVAILABLE(503, 14);

    final int status;

    /** The number that gRPC has for it, for those who read it. */
    final int code;

    Reason(int status, int code) {
      this.status = status;
      this.code = code;
    }
  }

  private final Reason reason;
  private final int retryAfterSeconds;

  Refusal(Reason reason, String message) {
    this(reason, message, 0);
  }

  /**
   * To be sent again.
   *
   * @param retryAfterSeconds 0 when sending again is of no use
   */
  Refusal(Reason reason, String message, int retryAfterSeconds) {
    super(message, null, false, false);
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  Reason reason() {
    return reason;
  }

  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
