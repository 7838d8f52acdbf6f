// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

/**
 * A whole rule set that is evaluated beside the one that decides, and never applied.
 *
 * @param name of its file, without folder and ending
 */
public record Candidate(String name, RuleSet rules) {}
