// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.emit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.traceweir.otlp.Health;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Part;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import io.traceweir.trace.Annotation;
import io.traceweir.trace.TraceId;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Records for the topics that others read: their keys, values, headers and times. */
public final class OutputRecords {
  private static final int SMALLEST_PIECE = 64;
  private static final int LARGEST_KEY = 512;

  private final Encoding encoding;
  private final int maxRecordBytes;
  private final RequestCutter cutter;

  /**
   * Writes in this encoding.
   *
   * @param maxRecordBytes no value is larger
   */
  public OutputRecords(Encoding encoding, int maxRecordBytes, RequestCutter cutter) {
    this.encoding = encoding;
    this.maxRecordBytes = maxRecordBytes;
    this.cutter = cutter;
  }

  /** Kept spans or logs; the key is the 32 lower-case hex digits of the trace id. */
  public List<Record<byte[], byte[]>> kept(
      Signal signal, TraceId id, Annotation why, byte[] request, long timeMillis) {
    List<byte[]> values = new ArrayList<>();
    fit(signal, id, request, maxRecordBytes, values);
    List<Record<byte[], byte[]>> records = new ArrayList<>();
    for (byte[] value : values) {
      var headers = new RecordHeaders();
      headers.add("traceweir.rule", utf8(why.rule()));
      headers.add("traceweir.trigger", utf8(why.trigger()));
      records.add(new Record<>(utf8(id.hex()), value, time(timeMillis), headers));
    }
    return records;
  }

  /** JSON is larger than what it was made from, by as much as the text in it wants. */
  private void fit(Signal signal, TraceId id, byte[] request, int limit, List<byte[]> out) {
    byte[] value = encoded(signal, request);
    if (value.length <= maxRecordBytes || limit < SMALLEST_PIECE) {
      out.add(value);
    } else {
      cutter.cut(
          signal, id, request, limit / 2, (piece, items) -> fit(signal, id, piece, limit / 2, out));
    }
  }

  /** Decisions: no key. The writer keeps them small enough for every encoding. */
  public Record<byte[], byte[]> decisions(byte[] request, long timeMillis) {
    return new Record<>(null, encoded(Signal.LOGS, request), time(timeMillis));
  }

  /** Log records without a trace id: no key. */
  public List<Record<byte[], byte[]>> logs(byte[] request, long timeMillis) {
    List<byte[]> values = new ArrayList<>();
    if (Health.of(Part.LOGS, request, 0, request.length) == Health.State.SOUND) {
      fit(Signal.LOGS, TraceId.NONE, request, maxRecordBytes, values);
    } else {
      // cutting mends
      cutter.cut(
          Signal.LOGS,
          TraceId.NONE,
          request,
          maxRecordBytes,
          (piece, items) -> fit(Signal.LOGS, TraceId.NONE, piece, maxRecordBytes, values));
    }
    return values.stream()
        .map(value -> new Record<byte[], byte[]>(null, value, time(timeMillis)))
        .toList();
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
    byte[] key = letter.key == null || letter.key.length > LARGEST_KEY ? null : letter.key;
    byte[] value = letter.value;
    int limit = maxRecordBytes - LARGEST_KEY;
    if (value.length > limit) {
      headers.add("traceweir.truncated_from", utf8(Integer.toString(value.length)));
      value = Arrays.copyOf(value, limit);
    }
    return new Record<>(key, value, time(letter.timeMillis), headers);
  }

  /** The request as it is written: as it is, or as JSON. */
  public byte[] encoded(Signal signal, byte[] request) {
    if (encoding == Encoding.OTLP_PROTO) {
      return request;
    }
    try {
      return OtlpJson.toJson(parse(signal, request)).getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException("a request that was made sound cannot be read", e);
    }
  }

  /** Everything that comes here was written by us, or found sound. */
  private static Message parse(Signal signal, byte[] request)
      throws InvalidProtocolBufferException {
    return signal == Signal.SPANS
        ? ExportTraceServiceRequest.parseFrom(request)
        : ExportLogsServiceRequest.parseFrom(request);
  }

  private static long time(long millis) {
    return Math.max(0, millis);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
