// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** The language of `when`: from text to a tree that answers yes or no for one assembled trace. */
@NullMarked
package io.traceweir.rules.condition;

import org.jspecify.annotations.NullMarked;
