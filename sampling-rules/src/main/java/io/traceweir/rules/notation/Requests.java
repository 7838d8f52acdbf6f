// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

/**
 * What a trace looks like on the wire.
 *
 * @param spans an ExportTraceServiceRequest; empty when there are no spans
 * @param logs an ExportLogsServiceRequest; empty when there are no logs
 */
public record Requests(byte[] spans, byte[] logs) {}
