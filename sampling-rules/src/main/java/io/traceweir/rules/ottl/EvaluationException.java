// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

/**
 * A condition that has no result for the span at hand, as a number that is asked of a text. What
 * becomes of it, the error mode of the policy says; no text of the span is in it.
 */
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  EvaluationException(String message) {
    super(message, null, false, false);
  }
}
