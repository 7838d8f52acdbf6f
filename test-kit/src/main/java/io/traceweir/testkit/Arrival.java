// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;

/**
 * One request as it reaches Kafka.
 *
 * @param timeMillis the record's timestamp
 * @param request of spans or of logs
 */
public record Arrival(long timeMillis, MessageLite request) {
  public boolean isLogs() {
    return request instanceof ExportLogsServiceRequest;
  }

  public byte[] bytes() {
    return request.toByteArray();
  }
}
