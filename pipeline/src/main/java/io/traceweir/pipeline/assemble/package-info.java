// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Fragments wait here until a trigger says that their trace is due; the clock, the buffer, the
 * memory of decisions and the replay that restores them.
 */
@NullMarked
package io.traceweir.pipeline.assemble;

import org.jspecify.annotations.NullMarked;
