// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

/** Why a pipeline cannot start; the message is for the person who has to mend it. */
public final class PipelineException extends Exception {
  private static final long serialVersionUID = 1;

  /** What kind of trouble it is. */
  public enum Kind {
    /** The brokers do not answer. */
    UNREACHABLE,
    /** An input topic is not there. */
    MISSING_TOPIC,
    /** Topics, settings and state do not fit together, or something is not permitted. */
    REFUSED
  }

  private final Kind kind;

  public PipelineException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public PipelineException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of trouble it is. */
  public Kind kind() {
    return kind;
  }
}
