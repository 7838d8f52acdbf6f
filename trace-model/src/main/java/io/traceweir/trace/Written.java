// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

/**
 * What became of a trace's items on their way out.
 *
 * @param items how many were written
 * @param cut of these, how many have lost something: too large, or broken inside
 * @param mended of these, how many were written anew, whole, as some readers would have refused
 *     them
 * @param unmarked of these, how many could not carry the threshold: tracestate full or broken
 */
public record Written(int items, int cut, int mended, int unmarked) {}
