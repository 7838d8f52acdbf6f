// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Consistent probability sampling: thresholds, randomness and the {@code ot} member of a W3C
 * tracestate.
 */
@NullMarked
package io.traceweir.tracestate;

import org.jspecify.annotations.NullMarked;
