// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.List;
import java.util.Optional;

/** The first log record of the highest severity in a trace. */
record WorstLog(String service, int severity, String body) {

  static Optional<WorstLog> read(List<byte[]> requests) throws InvalidProtocolBufferException {
    WorstLog worst = null;
    for (byte[] request : requests) {
      for (ResourceLogs resource :
          ExportLogsServiceRequest.parseFrom(request).getResourceLogsList()) {
        String service = Texts.of(resource.getResource().getAttributesList(), "service.name");
        for (ScopeLogs scope : resource.getScopeLogsList()) {
          for (LogRecord log : scope.getLogRecordsList()) {
            if (worst == null || log.getSeverityNumberValue() > worst.severity) {
              worst = new WorstLog(service, log.getSeverityNumberValue(), Texts.of(log.getBody()));
            }
          }
        }
      }
    }
    return Optional.ofNullable(worst);
  }

  boolean isWarning() {
    return severity >= 13;
  }

  boolean isError() {
    return severity >= 17;
  }

  /** Short names of OpenTelemetry's ranges of severity numbers. */
  String level() {
    String[] levels = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
    return severity < 1 ? "UNSPECIFIED" : levels[Math.min(5, (severity - 1) / 4)];
  }
}
