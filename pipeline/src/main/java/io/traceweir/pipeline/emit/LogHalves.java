// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.emit;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.List;
import java.util.function.IntPredicate;

/** Halves a request of log records; they need not belong to a trace. */
final class LogHalves {
  private LogHalves() {}

  static int count(ExportLogsServiceRequest request) {
    return request.getResourceLogsList().stream()
        .flatMap(r -> r.getScopeLogsList().stream())
        .mapToInt(ScopeLogs::getLogRecordsCount)
        .sum();
  }

  /** Two requests with half of the records each. */
  static List<ExportLogsServiceRequest> of(ExportLogsServiceRequest request) {
    int half = count(request) / 2;
    return List.of(only(request, i -> i < half), only(request, i -> i >= half));
  }

  private static ExportLogsServiceRequest only(
      ExportLogsServiceRequest request, IntPredicate wanted) {
    var out = ExportLogsServiceRequest.newBuilder();
    int index = 0;
    for (ResourceLogs resource : request.getResourceLogsList()) {
      ResourceLogs.Builder keptResource = resource.toBuilder().clearScopeLogs();
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        ScopeLogs.Builder keptScope = scope.toBuilder().clearLogRecords();
        for (LogRecord record : scope.getLogRecordsList()) {
          if (wanted.test(index++)) {
            keptScope.addLogRecords(record);
          }
        }
        if (keptScope.getLogRecordsCount() > 0) {
          keptResource.addScopeLogs(keptScope);
        }
      }
      if (keptResource.getScopeLogsCount() > 0) {
        out.addResourceLogs(keptResource);
      }
    }
    return out.build();
  }

  /** The records without body and attributes, marked as truncated. */
  static ExportLogsServiceRequest essentials(ExportLogsServiceRequest request) {
    var out = ExportLogsServiceRequest.newBuilder();
    for (ResourceLogs resource : request.getResourceLogsList()) {
      ScopeLogs.Builder scope = ScopeLogs.newBuilder();
      resource.getScopeLogsList().stream()
          .flatMap(s -> s.getLogRecordsList().stream())
          .map(LogHalves::essentials)
          .forEach(scope::addLogRecords);
      out.addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope));
    }
    return out.build();
  }

  private static LogRecord essentials(LogRecord record) {
    return LogRecord.newBuilder()
        .setTimeUnixNano(record.getTimeUnixNano())
        .setObservedTimeUnixNano(record.getObservedTimeUnixNano())
        .setSeverityNumber(record.getSeverityNumber())
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("traceweir.truncated")
                .setValue(AnyValue.newBuilder().setBoolValue(true)))
        .build();
  }
}
