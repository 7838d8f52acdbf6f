// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;

/** Reads records of decisions. */
final class Decided {
  private Decided() {}

  /** The ids of the traces that were decided. */
  static List<String> ids(byte[] request) {
    try {
      return ExportLogsServiceRequest.parseFrom(request).getResourceLogsList().stream()
          .flatMap(r -> r.getScopeLogsList().stream())
          .flatMap(s -> s.getLogRecordsList().stream())
          .map(log -> HexFormat.of().formatHex(log.getTraceId().toByteArray()))
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }
}
