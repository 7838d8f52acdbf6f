// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

/**
 * Where a replay has to begin so that nothing undecided is missed: the next offset of each source
 * topic at the start of a tick, and the clock as it was then. One per tick, shared by the traces
 * that began in it.
 *
 * @param positions next offset by topic index
 * @param clock a snapshot of {@link SourceClock}
 */
record TickStart(long[] positions, long[] clock) {}
