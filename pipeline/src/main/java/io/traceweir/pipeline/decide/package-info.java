// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/** What is decided about a trace, and the record that says why. */
@NullMarked
package io.traceweir.pipeline.decide;

import org.jspecify.annotations.NullMarked;
