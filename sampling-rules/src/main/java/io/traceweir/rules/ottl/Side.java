// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

/**
 * Something that a condition looks at: the side of a comparison, or what a function is called with.
 *
 * @param text as it stands in the condition
 */
public record Side(String text, OttlPart.Valued value) {}
