// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

/**
 * What is added to kept spans.
 *
 * @param threshold the trace's sampling threshold, 0 to 2^56 - 1; -1 leaves the tracestate alone
 * @param where which spans carry {@code traceweir.rule} and {@code traceweir.trigger}
 * @param cutSpans spans of the trace that were left out so far; unless 0, the root, or the earliest
 *     span that is written, says so as {@code traceweir.cut_spans}, wherever the others are
 */
public record Annotation(String rule, String trigger, long threshold, Where where, long cutSpans) {
  /** Nothing is added. */
  public static final Annotation NOTHING = new Annotation("", "", -1, Where.NONE);

  /** Of a trace of which nothing was left out. */
  public Annotation(String rule, String trigger, long threshold, Where where) {
    this(rule, trigger, threshold, where, 0);
  }

  /** Which spans carry the attributes. */
  public enum Where {
    /** The root, or the earliest span when there is none. */
    ROOT,
    ALL,
    NONE
  }
}
