// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

/**
 * A comment.
 *
 * @param at offset of its {@code #}
 * @param text with the {@code #}, up to the end of the line
 * @param column of the {@code #}, from 0
 * @param isAlone nothing stands before it in its line
 * @param isApart an empty line stands above it
 */
record Remark(int at, String text, int column, boolean isAlone, boolean isApart) {}
