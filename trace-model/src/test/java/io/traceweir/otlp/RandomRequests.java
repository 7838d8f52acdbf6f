// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Random;

/**
 * Requests of every shape: several resources, scopes and traces, empty frames, spans that come
 * twice, ids and times that should not be, fields of a newer OTLP.
 */
public final class RandomRequests {
  private static final String[] KEYS = {
    "http.method", "http.status_code", "url.path", "k8s.pod.name", "", "db.statement", "ключ"
  };
  private static final String[] TRACE_STATES = {
    "", "", "", "ot=th:8", "ot=rv:0123456789abcd;th:c,vendor=x", "vendor=1", "broken", "ot=th:zz"
  };

  private final Random random;

  public RandomRequests(long seed) {
    random = new Random(seed);
  }

  public ExportTraceServiceRequest spans() {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      ResourceSpans.Builder resource = ResourceSpans.newBuilder();
      if (chance(4, 5)) {
        resource.setResource(resource());
      }
      if (chance(1, 3)) {
        resource.setSchemaUrl("schema/" + random.nextInt(2));
      }
      for (int j = random.nextInt(4); j > 0; j--) {
        resource.addScopeSpans(scopeOfSpans());
      }
      request.addResourceSpans(resource.setUnknownFields(unknown()));
    }
    return request.setUnknownFields(unknown()).build();
  }

  public ExportLogsServiceRequest logs() {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      ResourceLogs.Builder resource = ResourceLogs.newBuilder();
      if (chance(4, 5)) {
        resource.setResource(resource());
      }
      if (chance(1, 3)) {
        resource.setSchemaUrl("schema/" + random.nextInt(2));
      }
      for (int j = random.nextInt(4); j > 0; j--) {
        resource.addScopeLogs(scopeOfLogs());
      }
      request.addResourceLogs(resource.setUnknownFields(unknown()));
    }
    return request.setUnknownFields(unknown()).build();
  }

  private ScopeSpans scopeOfSpans() {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder().setUnknownFields(unknown());
    if (chance(3, 4)) {
      scope.setScope(scope());
    }
    if (chance(1, 4)) {
      scope.setSchemaUrl("schema");
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      scope.addSpans(span());
    }
    return scope.build();
  }

  private ScopeLogs scopeOfLogs() {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder().setUnknownFields(unknown());
    if (chance(3, 4)) {
      scope.setScope(scope());
    }
    if (chance(1, 4)) {
      scope.setSchemaUrl("schema");
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      scope.addLogRecords(log());
    }
    return scope.build();
  }

  public Span span() {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(chance(1, 20) ? oddId() : traceId())
            .setSpanId(chance(1, 20) ? oddId() : spanId())
            .setTraceState(TRACE_STATES[random.nextInt(TRACE_STATES.length)])
            .setParentSpanId(chance(1, 40) ? oddId() : chance(1, 4) ? ByteString.EMPTY : spanId())
            .setName(text())
            .setKindValue(chance(1, 20) ? random.nextInt() : random.nextInt(6))
            .setStartTimeUnixNano(time())
            .setEndTimeUnixNano(time())
            .setUnknownFields(unknown());
    for (int i = random.nextInt(6); i > 0; i--) {
      span.addAttributes(attribute());
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      span.addEvents(Span.Event.newBuilder().setName(text()).addAttributes(attribute()));
      span.addLinks(Span.Link.newBuilder().setTraceId(traceId()).setSpanId(spanId()));
    }
    if (chance(1, 2)) {
      span.setStatus(
          Status.newBuilder()
              .setCodeValue(random.nextInt(4))
              .setMessage(chance(1, 2) ? text() : ""));
    }
    return chance(1, 2) ? span.build() : span.setFlags(random.nextInt()).build();
  }

  public LogRecord log() {
    LogRecord.Builder log =
        LogRecord.newBuilder()
            .setTimeUnixNano(time())
            .setObservedTimeUnixNano(time())
            .setSeverityNumberValue(random.nextInt(25))
            .setSeverityText(chance(1, 2) ? "WARN" : "")
            .setTraceId(chance(1, 10) ? oddId() : traceId())
            .setSpanId(chance(1, 10) ? oddId() : spanId())
            .setUnknownFields(unknown());
    for (int i = random.nextInt(4); i > 0; i--) {
      log.addAttributes(attribute());
    }
    return chance(1, 5) ? log.build() : log.setBody(value(0)).build();
  }

  private Resource resource() {
    Resource.Builder resource = Resource.newBuilder();
    if (chance(2, 3)) {
      resource.addAttributes(
          KeyValue.newBuilder()
              .setKey("service.name")
              .setValue(AnyValue.newBuilder().setStringValue("shop-" + random.nextInt(3))));
    }
    return resource.build();
  }

  private InstrumentationScope scope() {
    return InstrumentationScope.newBuilder()
        .setName("lib-" + random.nextInt(2))
        .setVersion(chance(1, 2) ? "1" : "")
        .build();
  }

  public KeyValue attribute() {
    KeyValue.Builder attribute = KeyValue.newBuilder().setKey(KEYS[random.nextInt(KEYS.length)]);
    return chance(1, 15)
        ? attribute.build()
        : attribute.setValue(value(0)).setUnknownFields(unknown()).build();
  }

  private AnyValue value(int depth) {
    AnyValue.Builder value = AnyValue.newBuilder();
    return switch (random.nextInt(depth < 3 ? 9 : 6)) {
      case 0, 1 -> value.setStringValue(text()).build();
      case 2 -> value.setBoolValue(random.nextBoolean()).build();
      case 3 -> value.setIntValue(random.nextLong() >> random.nextInt(64)).build();
      case 4 -> value.setDoubleValue(random.nextGaussian()).build();
      case 5 -> value.setBytesValue(bytes(random.nextInt(5))).build();
      case 6 ->
          value
              .setArrayValue(
                  ArrayValue.newBuilder().addValues(value(depth + 1)).addValues(value(depth + 1)))
              .build();
      case 7 ->
          value
              .setKvlistValue(
                  KeyValueList.newBuilder()
                      .addValues(KeyValue.newBuilder().setKey(text()).setValue(value(depth + 1))))
              .build();
      default -> value.build();
    };
  }

  private String text() {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> "größe " + random.nextInt(5);
      case 2 -> "x".repeat(random.nextInt(600));
      default -> "GET /" + random.nextInt(5);
    };
  }

  private long time() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> random.nextLong();
      default -> 1_700_000_000_000_000_000L + random.nextInt();
    };
  }

  private ByteString traceId() {
    byte[] id = new byte[16];
    id[random.nextInt(2) * 15] = (byte) (1 + random.nextInt(3));
    return ByteString.copyFrom(id);
  }

  private ByteString spanId() {
    byte[] id = new byte[8];
    id[random.nextInt(2) * 7] = (byte) (1 + random.nextInt(5));
    return ByteString.copyFrom(id);
  }

  /** Empty, of another length, or all zeros in either length. */
  private ByteString oddId() {
    return switch (random.nextInt(4)) {
      case 0 -> ByteString.EMPTY;
      case 1 -> bytes(1 + random.nextInt(20));
      case 2 -> ByteString.copyFrom(new byte[16]);
      default -> ByteString.copyFrom(new byte[8]);
    };
  }

  private ByteString bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private UnknownFieldSet unknown() {
    if (!chance(1, 6)) {
      return UnknownFieldSet.getDefaultInstance();
    }
    UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
    switch (random.nextInt(4)) {
      case 0 -> field.addVarint(random.nextLong());
      case 1 -> field.addLengthDelimited(bytes(random.nextInt(9)));
      case 2 -> field.addFixed64(random.nextLong());
      default -> field.addFixed32(random.nextInt());
    }
    return UnknownFieldSet.newBuilder().addField(100 + random.nextInt(3000), field.build()).build();
  }

  private boolean chance(int of, int outOf) {
    return random.nextInt(outOf) < of;
  }
}
