// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.traceweir.pipeline.decide.DecisionsWriter;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;

/** Reads records of decisions. */
final class Decided {
  private Decided() {}

  /** Of each trace that was decided: its id, then where its first and last bytes lie. */
  static List<String> traces(byte[] request) {
    try {
      return ExportLogsServiceRequest.parseFrom(request).getResourceLogsList().stream()
          .flatMap(r -> r.getScopeLogsList().stream())
          .flatMap(s -> s.getLogRecordsList().stream())
          .filter(log -> log.getEventName().equals(DecisionsWriter.EVENT_NAME))
          .map(log -> HexFormat.of().formatHex(log.getTraceId().toByteArray()) + range(log))
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As it is said: {@code 0:17-19}. */
  private static String range(LogRecord decision) {
    String fragments =
        decision.getAttributesList().stream()
            .filter(a -> a.getKey().equals("traceweir.fragments"))
            .map(a -> a.getValue().getStringValue())
            .findAny()
            .orElseThrow();
    return fragments.substring(fragments.indexOf(':')).replace(':', ' ').replace('-', ' ');
  }
}
