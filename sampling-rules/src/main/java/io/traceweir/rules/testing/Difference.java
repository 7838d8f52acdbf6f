// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

/**
 * Where a trace was not treated as a test expects.
 *
 * @param key of the expectation
 */
public record Difference(String key, String expected, String got) {}
