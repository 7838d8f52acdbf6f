// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

/** A policy that no rule can stand for; the message says why. */
final class Untranslatable extends Exception {
  private static final long serialVersionUID = 1;

  Untranslatable(String message) {
    super(message);
  }
}
