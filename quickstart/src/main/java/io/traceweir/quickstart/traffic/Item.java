// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import org.jspecify.annotations.Nullable;

/**
 * A span or a log record on its way: where it was made, and when its Collector can send it.
 *
 * @param sendNanos when it was made, or later when it is held up
 */
record Item(Pod pod, long sendNanos, @Nullable Span span, @Nullable LogRecord log) {}
