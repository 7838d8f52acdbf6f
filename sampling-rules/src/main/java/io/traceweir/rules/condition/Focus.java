// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.LogRecord;
import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;

/** What a condition is being asked about: one trace, and the span or log its parentheses are at. */
@SuppressWarnings("NullAway.Init") // set before anything that looks at it is asked
final class Focus {
  Trace trace;
  Span span;
  LogRecord log;
}
