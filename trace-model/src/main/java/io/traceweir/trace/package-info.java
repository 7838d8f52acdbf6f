// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** A trace put together from its fragments, read once and written again from the same bytes. */
@NullMarked
package io.traceweir.trace;

import org.jspecify.annotations.NullMarked;
