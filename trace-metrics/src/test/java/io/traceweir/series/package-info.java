// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of series and of what makes them. */
@NullMarked
package io.traceweir.series;

import org.jspecify.annotations.NullMarked;
