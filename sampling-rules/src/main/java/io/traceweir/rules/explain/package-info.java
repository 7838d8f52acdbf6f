// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Why a trace is kept or dropped: every rule that was asked, and what it found. */
@NullMarked
package io.traceweir.rules.explain;

import org.jspecify.annotations.NullMarked;
