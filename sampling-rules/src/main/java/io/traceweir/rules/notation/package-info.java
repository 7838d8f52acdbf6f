// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Traces written down in a few lines, for tests and for documentation, and OTLP made of them. */
@NullMarked
package io.traceweir.rules.notation;

import org.jspecify.annotations.NullMarked;
