// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

/** A time in nanoseconds since 1970; as in Go it wraps after 2262. */
record Instant64(long nanos) {}
