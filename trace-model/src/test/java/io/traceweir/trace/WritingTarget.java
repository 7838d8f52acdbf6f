// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.traceweir.otlp.FuzzSeeds;
import io.traceweir.otlp.Health;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Part;
import io.traceweir.otlp.Parts;
import io.traceweir.otlp.RawItems;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * For the fuzzer: whatever the splitter lets through is read, written within the limit, and then
 * taken by protobuf's own parser and by readers of JSON; what is sound and fits stays as it is. The
 * first byte says which signal the others are taken for, how large requests may be and what is
 * added.
 */
public final class WritingTarget {
  private static final int ESSENTIALS_BYTES = 4_096;
  private static final Annotation ADDED =
      new Annotation("rule", "root", 1L << 55, Annotation.Where.ALL);
  private static final RequestSplitter SPLITTER = new RequestSplitter();
  private static final AttributeNames NAMES = new AttributeNames();

  static {
    int unused = NAMES.slot("http.method");
  }

  private static final TraceReader READER = new TraceReader(NAMES, new ResourceCache(100_000));
  private static final TraceWriter WRITER = new TraceWriter();

  private WritingTarget() {}

  public static void fuzzerTestOneInput(byte[] input)
      throws MalformedOtlpException, InvalidProtocolBufferException {
    if (input.length == 0) {
      return;
    }
    Signal signal = FuzzSeeds.signal(input[0]);
    int limit = (input[0] & 2) == 0 ? 1 << 20 : (input[0] & 4) == 0 ? 10 : ESSENTIALS_BYTES;
    Annotation annotation = (input[0] & 8) == 0 ? Annotation.NOTHING : ADDED;
    Parts parts = new Parts();
    try {
      SPLITTER.split(signal, Arrays.copyOfRange(input, 1, input.length), parts);
    } catch (MalformedOtlpException e) {
      return;
    }
    for (var trace : parts.traces.entrySet()) {
      ByteBuffer id = trace.getKey().asReadOnlyByteBuffer();
      READER.begin(id.getLong(), id.getLong());
      write(signal, trace.getValue().request().toByteArray(), annotation, limit);
    }
    for (Parts.Part logs : parts.withoutTrace) {
      READER.begin(0, 0);
      write(signal, logs.request().toByteArray(), annotation, limit);
    }
  }

  private static void write(Signal signal, byte[] request, Annotation annotation, int limit)
      throws MalformedOtlpException, InvalidProtocolBufferException {
    READER.add(signal, request, 0, request.length);
    Trace trace = READER.finish();
    List<byte[]> requests = new ArrayList<>();
    Written written =
        signal == Signal.SPANS
            ? WRITER.spans(trace, annotation, limit, requests::add)
            : WRITER.logs(trace, limit, requests::add);
    List<ByteString> before = RawItems.of(request);
    List<ByteString> after = new ArrayList<>();
    for (byte[] one : requests) {
      assertThat(one.length).isLessThanOrEqualTo(Math.max(limit, ESSENTIALS_BYTES));
      assertReadable(signal, one);
      after.addAll(RawItems.of(one));
    }
    assertThat(after).hasSize(written.items());
    assertThat(written.items() + trace.duplicates()).isEqualTo(before.size());
    if (annotation.equals(Annotation.NOTHING)) {
      after.removeAll(new HashSet<>(before));
      assertThat(after).hasSizeLessThanOrEqualTo(written.cut() + written.mended());
    }
  }

  private static void assertReadable(Signal signal, byte[] request)
      throws MalformedOtlpException, InvalidProtocolBufferException {
    assertThat(Health.of(Part.request(signal), request, 0, request.length))
        .isEqualTo(Health.State.SOUND);
    Message read =
        signal == Signal.SPANS
            ? ExportTraceServiceRequest.parseFrom(request)
            : ExportLogsServiceRequest.parseFrom(request);
    byte[] unused = OtlpJson.toProtobuf(signal, OtlpJson.toJson(read).getBytes(UTF_8));
  }
}
