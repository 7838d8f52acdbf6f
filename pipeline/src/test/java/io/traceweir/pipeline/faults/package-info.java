// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Faults that the pipeline has to survive, each with known traffic and a recount of everything. */
@NullMarked
package io.traceweir.pipeline.faults;

import org.jspecify.annotations.NullMarked;
