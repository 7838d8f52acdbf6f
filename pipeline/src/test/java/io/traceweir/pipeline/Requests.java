// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;

/** Requests that are not about a trace. */
final class Requests {
  private Requests() {}

  /** A log record without a trace id. */
  static ExportLogsServiceRequest log(int severity, String body) {
    LogRecord.Builder record =
        LogRecord.newBuilder()
            .setSeverityNumberValue(severity)
            .setBody(AnyValue.newBuilder().setStringValue(body));
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder().addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record)))
        .build();
  }

  /** A request without spans: it belongs to no trace, but has a time. */
  static byte[] withoutSpans() {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setSchemaUrl("none"))
        .build()
        .toByteArray();
  }
}
