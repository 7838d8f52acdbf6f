// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.traceweir.otlp.MalformedOtlpException.Reason;

/**
 * OTLP's own JSON mapping, which is not protobuf's: trace and span ids are hex digits, enums are
 * numbers.
 *
 * <p>Written: lower camel case names, 64-bit integers as strings, enums as numbers, defaults left
 * out. Read as well, because Collectors do: proto names, integers as numbers, names of enums.
 * Unknown fields are ignored.
 */
public final class OtlpJson {
  private OtlpJson() {}

  /** The request as protobuf; on failure nothing of the payload is in the exception. */
  public static byte[] toProtobuf(Signal signal, byte[] json) throws MalformedOtlpException {
    return read(signal, json).toByteArray();
  }

  /** An ExportTraceServiceRequest or an ExportLogsServiceRequest. */
  static Message read(Signal signal, byte[] json) throws MalformedOtlpException {
    if (json.length == 0) {
      throw new MalformedOtlpException(Reason.EMPTY, "no bytes");
    }
    Message.Builder request =
        switch (signal) {
          case SPANS -> ExportTraceServiceRequest.newBuilder();
          case LOGS -> ExportLogsServiceRequest.newBuilder();
        };
    new JsonRequestReader(signal, json).readInto(request);
    return request.build();
  }

  /** Metrics, which Traceweir writes and does not take in. */
  public static ExportMetricsServiceRequest readMetrics(byte[] json) throws MalformedOtlpException {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    new JsonRequestReader(null, json).readInto(request);
    return request.build();
  }

  /** One line, without the line's end. */
  public static String toJson(MessageOrBuilder message) {
    return JsonRequestWriter.write(message);
  }
}
