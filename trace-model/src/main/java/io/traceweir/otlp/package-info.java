// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Reads OTLP requests on the wire without building them, and splits them by trace. */
@NullMarked
package io.traceweir.otlp;

import org.jspecify.annotations.NullMarked;
