// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/** What OTLP answers to a request that was taken, whole or in part. */
final class Responses {
  private static final String DEAD =
      " without a valid trace id and span id: set aside as dead letters, never decided";
  private static final String NO_METRICS =
      "Traceweir takes traces and logs, no metrics: set OTEL_METRICS_EXPORTER=none, or send metrics"
          + " elsewhere with OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

  private Responses() {}

  static Message of(Receipt receipt) {
    return switch (receipt.signal()) {
      case SPANS -> traces(receipt.rejected());
      case LOGS -> logs(receipt.rejected());
    };
  }

  private static Message traces(int rejected) {
    ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
    if (rejected > 0) {
      response
          .getPartialSuccessBuilder()
          .setRejectedSpans(rejected)
          .setErrorMessage("spans" + DEAD);
    }
    return response.build();
  }

  private static Message logs(int rejected) {
    return logs(rejected, "log records" + DEAD);
  }

  private static Message logs(int rejected, String why) {
    ExportLogsServiceResponse.Builder response = ExportLogsServiceResponse.newBuilder();
    if (rejected > 0) {
      response.getPartialSuccessBuilder().setRejectedLogRecords(rejected).setErrorMessage(why);
    }
    return response.build();
  }

  /** All log records refused, as {@link #metrics} are. */
  static Message logsNotRead(int logs) {
    return logs(logs, "this Traceweir reads no logs: its input.logs is not set");
  }

  /** All points refused, and a request without any taken: nothing that a sender would repeat. */
  static Message metrics(long points) {
    ExportMetricsServiceResponse.Builder response = ExportMetricsServiceResponse.newBuilder();
    if (points > 0) {
      response.getPartialSuccessBuilder().setRejectedDataPoints(points).setErrorMessage(NO_METRICS);
    }
    return response.build();
  }
}
