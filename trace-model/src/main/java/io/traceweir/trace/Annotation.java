// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

/**
 * What is added to kept spans.
 *
 * @param threshold the trace's sampling threshold, 0 to 2^56 - 1; -1 leaves the tracestate alone
 * @param where which spans carry {@code traceweir.rule} and {@code traceweir.trigger}
 */
public record Annotation(String rule, String trigger, long threshold, Where where) {
  /** Nothing is added. */
  public static final Annotation NOTHING = new Annotation("", "", -1, Where.NONE);

  /** Which spans carry the attributes. */
  public enum Where {
    /** The root, or the earliest span when there is none. */
    ROOT,
    ALL,
    NONE
  }
}
