// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random traces, with circles, shared ids, missing roots and odd times, against a naive model. */
class CallsModelTest {
  private static final int TRACES = 3_000;

  private static final int[] KINDS = {0, 1, 2, 2, 3, 3, 3, 4, 5};

  private final Random random = new Random(20_260_102);
  private final TraceReader reader = new TraceReader(new AttributeNames(), new ResourceCache());
  private final Calls calls = new Calls();

  @Test
  void shouldAgreeWithANaiveModel() {
    int masked = 0;
    int retried = 0;
    int elsewhere = 0;
    for (int i = 0; i < TRACES; i++) {
      ExportTraceServiceRequest request = request(i % 100 == 0 ? 50 : 12);
      Trace trace = read(request);
      NaiveCalls naive = new NaiveCalls(request);
      calls.on(trace);

      assertThat(calls.serviceCount()).as("%s", request).isEqualTo(naive.services().size());
      assertThat(calls.hasService("b")).isEqualTo(naive.services().contains("b"));
      assertThat(calls.orphans()).as("%s", request).isEqualTo((int) naive.orphans());
      assertThat(calls.hasMaskedError()).as("%s", request).isEqualTo(naive.hasMaskedError());
      assertThat(calls.retries()).as("%s", request).isEqualTo((int) naive.retries());
      assertThat(calls.criticalPathService())
          .as("%s", request)
          .isEqualTo(naive.criticalPathService());

      masked += naive.hasMaskedError() ? 1 : 0;
      retried += naive.retries() > 0 ? 1 : 0;
      String service = naive.criticalPathService();
      elsewhere += calls.root() != null && !rootService().equals(service) ? 1 : 0;
    }
    // each answer has to occur often enough to have been put to the test
    assertThat(masked).isBetween(TRACES / 20, TRACES / 2);
    assertThat(retried).isBetween(TRACES / 20, TRACES / 2);
    assertThat(elsewhere).isBetween(TRACES / 20, TRACES / 2);
  }

  /** A walk that calls itself would end at such depth, and one that compares all pairs never. */
  @Test
  void shouldBearADeepAndAWideTrace() {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    var spans = request.addResourceSpansBuilder().addScopeSpansBuilder();
    int half = 20_000;
    for (int i = 1; i <= 2 * half; i++) {
      Span.Builder span = span(i, true).toBuilder().setKindValue(3).setName("GET").clearStatus();
      span.setParentSpanId(i == 1 ? ByteString.EMPTY : id(i <= half ? i - 1 : half));
      spans.addSpans(span.setStartTimeUnixNano(i).setEndTimeUnixNano(100_000 - i));
    }
    spans.getSpansBuilder(2 * half - 1).getStatusBuilder().setCodeValue(2);

    calls.on(read(request.build()));

    assertThat(calls.hasMaskedError()).isTrue();
    assertThat(calls.retries()).isEqualTo(half - 1);
    assertThat(calls.orphans()).isZero();
    assertThat(calls.criticalPathService()).isEmpty();
  }

  private String rootService() {
    var root = calls.root();
    return root == null ? "" : root.resource().serviceName();
  }

  private Trace read(ExportTraceServiceRequest request) {
    reader.begin(1, 2);
    byte[] bytes = request.toByteArray();
    reader.add(Signal.SPANS, bytes, 0, bytes.length);
    return reader.finish();
  }

  private ExportTraceServiceRequest request(int most) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    int spans = random.nextInt(most);
    int ids = 1 + random.nextInt(spans + 4);
    boolean mostlySound = random.nextBoolean();
    for (int i = 0; i < spans; i++) {
      ResourceSpans.Builder resource = request.addResourceSpansBuilder();
      int service = random.nextInt(4);
      if (service > 0) {
        resource.getResourceBuilder().addAttributes(text("service.name", " abc".charAt(service)));
      }
      int id = mostlySound ? i + 1 : 1 + random.nextInt(ids);
      resource.addScopeSpansBuilder().addSpans(span(id, mostlySound));
    }
    return request.build();
  }

  private Span span(int id, boolean sound) {
    int above = 1 + random.nextInt(Math.max(1, Math.min(id - 1, 3)));
    int parent = sound ? (id == 1 ? 0 : above) : random.nextInt(id + 3);
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(ByteBuffer.allocate(16).putLong(1).putLong(2).flip()))
            .setSpanId(id(id))
            .setName(random.nextInt(4) > 0 ? "GET" : "POST")
            .setKindValue(KINDS[random.nextInt(KINDS.length)])
            .setStartTimeUnixNano(time(id))
            .setEndTimeUnixNano(time(id) + random.nextInt(8));
    if (parent > 0) {
      span.setParentSpanId(id(parent));
    }
    if (random.nextInt(3) == 0) {
      span.setStatus(Status.newBuilder().setCodeValue(random.nextInt(3)));
    }
    return span.build();
  }

  /** Mostly the later the deeper; sometimes none, or one that is negative as a Java long. */
  private long time(int id) {
    int odd = random.nextInt(60);
    return odd == 0 ? 0 : odd == 1 ? Long.MIN_VALUE + 5 : 10 + random.nextInt(4 + id % 16);
  }

  private static ByteString id(long id) {
    return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(id).flip());
  }

  private static KeyValue text(String key, char value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(String.valueOf(value)))
        .build();
  }
}
