// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** The policies of a Collector's tail_sampling processor, with the verdicts that it gives. */
@NullMarked
package io.traceweir.rules.collector;

import org.jspecify.annotations.NullMarked;
