// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/** Span metrics (calls and duration per service, span name, kind and status) of one trace. */
@NullMarked
package io.traceweir.spanmetrics;

import org.jspecify.annotations.NullMarked;
