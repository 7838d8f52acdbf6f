// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.traceweir.otlp.Signal;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanEventTest {
  private final AttributeNames names = new AttributeNames();
  private final int type = names.slot("exception.type");
  private final int code = names.slot("code");
  private final TraceReader reader = new TraceReader(names, new ResourceCache());

  @Test
  void shouldReadWhatIsAskedOfAnEvent() {
    Span span = read(span(1, event("exception", "IOException", 7), event("retry", "", -1)));

    assertThat(span.eventCount()).isEqualTo(2);
    assertThat(span.event(0).name()).isEqualTo("exception");
    assertThat(span.event(0).attribute(type)).isEqualTo("IOException");
    assertThat(span.event(0).attribute(code)).isEqualTo(7L);
    assertThat(span.event(0).timeNanos()).isEqualTo(7);
    assertThat(span.event(0).droppedAttributes()).isEqualTo(3);
    assertThat(span.event(1).name()).isEqualTo("retry");
    assertThat(span.event(1).attribute(code)).isEqualTo(-1L);
    assertThat(span.event(1).index()).isEqualTo(1);
    assertThat(span.event(0).attribute("code")).isEqualTo(7L);
    assertThat(span.event(0).attributes()).hasSize(2);
    assertThatThrownBy(() -> span.event(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldForgetTheEventsOfTheTraceBefore() {
    Span before = read(span(1, event("a", "A", 1), event("b", "B", 2)));
    assertThat(before.event(1).attribute(type)).isEqualTo("B");

    Span next = read(span(2, event("c", "C", 3)));
    assertThat(next.eventCount()).isOne();
    assertThat(next.event(0).name()).isEqualTo("c");
    assertThat(next.event(0).attribute(type)).isEqualTo("C");
    assertThat(read(span(3)).eventCount()).isZero();
  }

  @Test
  void shouldFindEachOfManyEventsInAnyOrder() {
    var events = new io.opentelemetry.proto.trace.v1.Span.Event[40];
    for (int i = 0; i < events.length; i++) {
      events[i] = event("e" + i, "T" + i, i);
    }
    Span span = read(span(1, events));
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      int asked = i < 80 ? i % 40 : random.nextInt(40);
      SpanEvent event = span.event(asked);
      assertThat(event.index()).isEqualTo(asked);
      assertThat(event.name()).isEqualTo("e" + asked);
      assertThat(event.attribute(type)).isEqualTo("T" + asked);
    }
  }

  @Test
  void shouldReadWhatLiesBeforeDamageInAnEvent() {
    byte[] sound = event("exception", "IOException", 7).toByteArray();
    Random random = new Random(6);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = sound.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      SpanEvent event = new SpanEvent(eventReader());
      event.reset(bytes, 0, random.nextInt(bytes.length + 1), 0);

      assertThat(event.name()).isNotNull();
      assertThat(event.attributes().size()).isLessThan(bytes.length);
      Object value = event.attribute(type);
      assertThat(value == null || event.attribute(type) == value).isTrue();
    }
  }

  @Test
  void shouldAllocateNothingForEventsLikeThoseBefore() {
    var events = new io.opentelemetry.proto.trace.v1.Span.Event[12];
    java.util.Arrays.setAll(events, i -> event("exception", "IOException", 7));
    ask(read(span(1, events)));
    Span span = read(span(2, events));

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadAllocatedBytes();
    int found = ask(span);
    long allocated = threads.getCurrentThreadAllocatedBytes() - start;

    assertThat(found).isEqualTo(12);
    assertThat(allocated).isZero();
  }

  private int ask(Span span) {
    int found = 0;
    for (int i = 0; i < span.eventCount(); i++) {
      SpanEvent event = span.event(i);
      found += event.name().equals("exception") && event.attribute(type) != null ? 1 : 0;
    }
    return found;
  }

  private EventReader eventReader() {
    Strings strings = new Strings(64);
    AttributeSlots slots = new AttributeSlots(names.freeze());
    return new EventReader(strings, new AttributeReader(slots, new AttributeValues(strings)));
  }

  private Span read(io.opentelemetry.proto.trace.v1.Span span) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(span);
    byte[] bytes = request.build().toByteArray();
    reader.begin(1, 2);
    reader.add(Signal.SPANS, bytes, 0, bytes.length);
    return reader.finish().span(0);
  }

  private static io.opentelemetry.proto.trace.v1.Span span(
      long id, io.opentelemetry.proto.trace.v1.Span.Event... events) {
    var span =
        io.opentelemetry.proto.trace.v1.Span.newBuilder()
            .setTraceId(ByteString.copyFrom(ByteBuffer.allocate(16).putLong(1).putLong(2).flip()))
            .setSpanId(ByteString.copyFrom(ByteBuffer.allocate(8).putLong(id).flip()))
            .setName("s");
    for (var event : events) {
      span.addEvents(event);
    }
    return span.setFlags(1).build();
  }

  private static io.opentelemetry.proto.trace.v1.Span.Event event(
      String name, String type, long code) {
    return io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
        .setName(name)
        .setTimeUnixNano(code)
        .setDroppedAttributesCount(3)
        .addAttributes(
            attribute("exception.type", AnyValue.newBuilder().setStringValue(type).build()))
        .addAttributes(attribute("code", AnyValue.newBuilder().setIntValue(code).build()))
        .build();
  }

  private static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }
}
