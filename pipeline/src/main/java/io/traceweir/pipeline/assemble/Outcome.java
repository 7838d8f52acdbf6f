// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

/**
 * What late fragments of a decided trace have to follow.
 *
 * @param threshold of consistent probability sampling, 0 to 2^56
 */
record Outcome(boolean kept, String rule, long threshold) {}
