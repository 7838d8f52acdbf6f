// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Failed traces that are large in one way or another, as requests in the order of their sending.
 */
final class LargeTraces {
  static final int GIANT = 2 << 20;

  /** So many items in a request. */
  private static final int PACKED = 40;

  private final Random random = new Random(7);

  /** What is sent of a trace, and what it is made of. */
  record Large(
      String traceId,
      List<ExportTraceServiceRequest> spanRequests,
      List<ExportLogsServiceRequest> logRequests) {
    List<Span> spans() {
      return spanRequests.stream()
          .flatMap(r -> TestTopics.spans(r.toByteArray()).stream())
          .toList();
    }

    List<LogRecord> logs() {
      return logRequests.stream().flatMap(r -> TestTopics.logs(r.toByteArray()).stream()).toList();
    }
  }

  private static TraceBuilder failed(String seed) {
    return Traces.trace(seed)
        .at(Duration.ofMillis(System.currentTimeMillis()))
        .root("GET /")
        .service("shop")
        .child("db")
        .error()
        .log(SeverityNumber.SEVERITY_NUMBER_ERROR, "no stock");
  }

  static Large small(String seed) {
    TraceBuilder trace = failed(seed);
    return new Large(trace.traceId(), List.of(trace.request()), List.of(trace.logs()));
  }

  /** The child span is changed; all is in one request. */
  static Large withSpan(String seed, Consumer<Span.Builder> change) {
    TraceBuilder trace = failed(seed);
    ExportTraceServiceRequest.Builder request = trace.request().toBuilder();
    var spans = request.getResourceSpansBuilder(0).getScopeSpansBuilder(0);
    change.accept(spans.getSpansBuilder(1));
    return new Large(trace.traceId(), List.of(request.build()), List.of(trace.logs()));
  }

  /** The log record is changed. */
  static Large withLog(String seed, Consumer<LogRecord.Builder> change) {
    TraceBuilder trace = failed(seed);
    ExportLogsServiceRequest.Builder request = trace.logs().toBuilder();
    var logs = request.getResourceLogsBuilder(0).getScopeLogsBuilder(0);
    change.accept(logs.getLogRecordsBuilder(0));
    return new Large(trace.traceId(), List.of(trace.request()), List.of(request.build()));
  }

  /** So many children and log records of this size more, the root last, no request above 1 MiB. */
  Large whole(String seed, int spans, int logs, int bytesEach) {
    Large small = small(seed);
    ExportTraceServiceRequest withRoot = small.spanRequests.get(0);
    Span child = small.spans().get(1);
    List<ExportTraceServiceRequest> spanRequests = new ArrayList<>();
    for (int i = 0; i < spans; i += PACKED) {
      var request = withRoot.toBuilder();
      var scope = request.getResourceSpansBuilder(0).getScopeSpansBuilder(0).clearSpans();
      IntStream.range(i, Math.min(spans, i + PACKED))
          .mapToObj(n -> child.toBuilder().setSpanId(id(n)).addAttributes(noise(bytesEach)))
          .forEach(scope::addSpans);
      spanRequests.add(request.build());
    }
    spanRequests.add(withRoot);
    return new Large(small.traceId, spanRequests, logRequests(small, logs, bytesEach));
  }

  private List<ExportLogsServiceRequest> logRequests(Large small, int logs, int bytesEach) {
    ExportLogsServiceRequest first = small.logRequests.get(0);
    LogRecord log = small.logs().get(0);
    List<ExportLogsServiceRequest> requests = new ArrayList<>();
    requests.add(first);
    for (int i = 0; i < logs; i += PACKED) {
      var request = first.toBuilder();
      var scope = request.getResourceLogsBuilder(0).getScopeLogsBuilder(0).clearLogRecords();
      IntStream.range(i, Math.min(logs, i + PACKED))
          .mapToObj(n -> log.toBuilder().addAttributes(noise(bytesEach)))
          .forEach(scope::addLogRecords);
      requests.add(request.build());
    }
    return requests;
  }

  private static ByteString id(int number) {
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(0, 1L << 40 | number));
  }

  /** What compresses badly. */
  private KeyValue noise(int bytes) {
    byte[] raw = new byte[bytes * 3 / 4];
    random.nextBytes(raw);
    return attribute("noise", Base64.getEncoder().encodeToString(raw));
  }

  static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
