// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

/** A value that is no OTLP request. The message never holds any of the payload. */
public final class MalformedOtlpException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why a value is refused; its lower-case name is the reason on the dead letter. */
  public enum Reason {
    /** The value has no bytes. */
    EMPTY,
    /** The bytes end too early, or break the rules of protobuf's wire format. */
    TRUNCATED_OR_NOT_PROTOBUF,
    /** Protobuf, perhaps, but of another shape than an OTLP request. */
    NOT_OTLP,
    /** Logs where spans are expected, or the other way round. */
    WRONG_SIGNAL,
    /** Not JSON, or JSON that OTLP's mapping has no meaning for. */
    BAD_JSON
  }

  private final Reason reason;

  public MalformedOtlpException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
