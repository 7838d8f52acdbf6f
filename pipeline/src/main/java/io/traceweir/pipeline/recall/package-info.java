// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/** Reads decided traces back from the log, beside the stream threads. */
@NullMarked
package io.traceweir.pipeline.recall;

import org.jspecify.annotations.NullMarked;
