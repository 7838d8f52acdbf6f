// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Traces of every shape: any kind below any other, lost parents, spans twice, odd enums. */
final class RandomTraces {
  private final Random random;

  RandomTraces(long seed) {
    random = new Random(seed);
  }

  ExportTraceServiceRequest next() {
    ByteString traceId = id(16);
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    List<ByteString> ids = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      Span span = span(traceId, ids);
      ids.add(span.getSpanId());
      ResourceSpans.Builder spans = ResourceSpans.newBuilder().setResource(resource());
      spans.addScopeSpansBuilder().addSpans(span);
      request.addResourceSpans(spans);
      if (random.nextInt(10) == 0) {
        request.addResourceSpans(spans);
      }
    }
    return request.build();
  }

  private Span span(ByteString traceId, List<ByteString> ids) {
    long start = 1_000_000_000L + random.nextInt(1_000_000_000);
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(traceId)
            .setSpanId(id(8))
            .setName("op-" + random.nextInt(4))
            .setKindValue(random.nextInt(7))
            .setStartTimeUnixNano(start)
            .setEndTimeUnixNano(start + (1L << random.nextInt(36)) - random.nextInt(3))
            .setStatus(Status.newBuilder().setCodeValue(random.nextInt(4)));
    int parent = random.nextInt(8);
    if (parent == 0) {
      span.setParentSpanId(id(8));
    } else if (parent > 1 && !ids.isEmpty()) {
      span.setParentSpanId(ids.get(random.nextInt(ids.size())));
    }
    if (random.nextInt(6) == 0) {
      span.setTraceState(random.nextBoolean() ? "ot=th:8" : "ot=th:c,x=y");
    }
    if (random.nextInt(4) == 0) {
      span.addAttributes(text("db.name", "db-" + random.nextInt(2)));
    }
    if (random.nextInt(4) == 0) {
      span.addAttributes(text("peer.service", "peer-" + random.nextInt(2)));
    }
    return span.build();
  }

  private Resource resource() {
    Resource.Builder resource = Resource.newBuilder();
    int service = random.nextInt(7);
    if (service > 0) {
      resource.addAttributes(text("service.name", service == 1 ? "" : "service-" + service));
    }
    if (random.nextInt(3) == 0) {
      resource.addAttributes(text("k8s.pod.name", "pod-" + random.nextInt(3)));
    }
    if (random.nextInt(10) == 0) {
      resource.addAttributes(text("db.name", "resource-db"));
    }
    return resource.build();
  }

  private ByteString id(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    bytes[0] = 1;
    return ByteString.copyFrom(bytes);
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
