// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import io.traceweir.otlp.Signal;

/**
 * A request out of a file.
 *
 * @param protobuf an OTLP request, or several resources of one
 * @param place where it begins, to be put in front of a complaint: {@code file:line}, or {@code
 *     file, byte n} of what is unpacked
 */
public record CapturedRequest(Signal signal, byte[] protobuf, String place) {}
