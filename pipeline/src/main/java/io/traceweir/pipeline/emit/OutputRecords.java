// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.emit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import io.traceweir.trace.Annotation;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Records for the topics that others read: their keys, values, headers and times. */
public final class OutputRecords {
  private final Encoding encoding;
  private final int maxRecordBytes;

  /**
   * @param maxRecordBytes no value is larger
   */
  public OutputRecords(Encoding encoding, int maxRecordBytes) {
    this.encoding = encoding;
    this.maxRecordBytes = maxRecordBytes;
  }

  /** Kept spans or logs; the key is the 32 lower-case hex digits of the trace id. */
  public Record<byte[], byte[]> kept(
      Signal signal, String traceId, Annotation why, byte[] request, long timeMillis) {
    var headers = new RecordHeaders();
    headers.add("traceweir.rule", utf8(why.rule()));
    headers.add("traceweir.trigger", utf8(why.trigger()));
    return new Record<>(utf8(traceId), encoded(signal, request), time(timeMillis), headers);
  }

  /** Log records without a trace id, or decisions: no key. */
  public Record<byte[], byte[]> logs(byte[] request, long timeMillis) {
    return new Record<>(null, encoded(Signal.LOGS, request), time(timeMillis));
  }

  /** What could not be used, with the reason and its origin in headers. */
  public Record<byte[], byte[]> deadLetter(DeadLetter letter) {
    var headers = new RecordHeaders();
    headers.add("traceweir.reason", utf8(letter.reason));
    headers.add("__streams.errors.exception", utf8(MalformedOtlpException.class.getName()));
    headers.add("__streams.errors.message", utf8(letter.reason));
    headers.add("__streams.errors.topic", utf8(letter.topic));
    headers.add("__streams.errors.partition", utf8(Integer.toString(letter.partition)));
    headers.add("__streams.errors.offset", utf8(Long.toString(letter.offset)));
    byte[] value = letter.value;
    if (value.length > maxRecordBytes) {
      headers.add("traceweir.truncated_from", utf8(Integer.toString(value.length)));
      value = Arrays.copyOf(value, maxRecordBytes);
    }
    return new Record<>(letter.key, value, time(letter.timeMillis), headers);
  }

  private byte[] encoded(Signal signal, byte[] request) {
    if (encoding == Encoding.OTLP_PROTO) {
      return request;
    }
    try {
      MessageOrBuilder message =
          signal == Signal.SPANS
              ? ExportTraceServiceRequest.parseFrom(request)
              : ExportLogsServiceRequest.parseFrom(request);
      return OtlpJson.toJson(message).getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException("a request written here cannot be read", e);
    }
  }

  private static long time(long millis) {
    return Math.max(0, millis);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
