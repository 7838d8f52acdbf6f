// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Checks policies against what a Collector decided. */
@NullMarked
package io.traceweir.rules.collector;

import org.jspecify.annotations.NullMarked;
