// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

/** A length of time in nanoseconds, which may be negative. */
record Nanos(long nanos) {}
