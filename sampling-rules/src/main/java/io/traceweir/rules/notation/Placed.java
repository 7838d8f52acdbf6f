// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import org.jspecify.annotations.Nullable;

/**
 * A span with all that was left to be derived.
 *
 * @param parent null when it has none here
 * @param number from 1, in the order of the text; ids are made of it
 */
record Placed(
    SpanDraft draft, @Nullable Placed parent, int number, long startNanos, long endNanos) {}
