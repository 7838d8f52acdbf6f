// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** How the spans of one trace hang together: who called whom, how often, and where time went. */
@NullMarked
package io.traceweir.rules.calls;

import org.jspecify.annotations.NullMarked;
