// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

/**
 * Traces of which two rule sets say different things.
 *
 * @param from the rule that took them in the first set
 * @param to the rule that takes them in the other one
 * @param nowKept and were dropped by the first set; else the other way round
 */
public record Change(String from, String to, boolean nowKept) {}
