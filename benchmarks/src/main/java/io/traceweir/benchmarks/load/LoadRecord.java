// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import io.traceweir.otlp.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A record of an input topic.
 *
 * @param partition where it has to go, or null: by its key, or anywhere
 * @param key 32 hex digits of the trace id when the input is keyed
 */
public record LoadRecord(
    Signal signal,
    @Nullable Integer partition,
    long timeMillis,
    byte @Nullable [] key,
    byte[] value,
    int items) {}
