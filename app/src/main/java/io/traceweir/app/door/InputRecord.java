// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.traceweir.trace.TraceId;
import org.jspecify.annotations.Nullable;

/**
 * What is written to an input topic.
 *
 * @param trace whose spans or logs the value holds and where it belongs; null when it may lie in
 *     any partition
 * @param value in the encoding of the input topics
 */
record InputRecord(@Nullable TraceId trace, byte[] value) {}
