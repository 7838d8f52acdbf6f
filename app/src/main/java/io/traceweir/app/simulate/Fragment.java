// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.otlp.Signal;

/**
 * What one request has of a trace: a request of its own.
 *
 * @param order of the request in the input
 */
record Fragment(Signal signal, byte[] bytes, int offset, int length, long order) {}
