// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static io.traceweir.testkit.Traces.trace;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.traceweir.otlp.Signal;
import io.traceweir.testkit.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final String ID = "0102030405060708090a0b0c0d0e0f10";

  private final AttributeNames names = new AttributeNames();

  @Test
  void shouldReadASentence() {
    int key = names.slot("k");
    TraceReader reader = new TraceReader(names, new ResourceCache());
    Trace trace =
        Reading.of(
            trace("a")
                .root("GET /")
                .service("shop")
                .scope("lib", "2")
                .child("db")
                .attribute("k", 7L)
                .error()
                .log(SeverityNumber.SEVERITY_NUMBER_WARN, "slow"),
            reader);
    assertThat(trace.spanCount()).isEqualTo(2);
    assertThat(trace.errorCount()).isEqualTo(1);
    assertThat(trace.hasRoot()).isTrue();
    Span root = requireNonNull(trace.root());
    assertThat(root.name()).isEqualTo("GET /");
    assertThat(root.scope().name()).isEqualTo("lib");
    assertThat(root.scope().version()).isEqualTo("2");
    assertThat(trace.durationNanos()).isEqualTo(Duration.ofMillis(100).toNanos());
    Span child = trace.span(1);
    assertThat(child.attribute(key)).isEqualTo(7L);
    assertThat(child.isError()).isTrue();
    assertThat(trace.parent(child)).isSameAs(root);
    assertThat(trace.parent(root)).isNull();
    assertThat(child.resource().serviceName()).isEqualTo("shop");
    assertThat(child.resource()).isSameAs(root.resource());
    assertThat(trace.log(0).body()).isEqualTo("slow");
    assertThat(trace.log(0).severityNumber()).isEqualTo(13);
    assertThat(trace.log(0).spanId()).isEqualTo(child.id());
    assertThat(trace.log(0).resource().serviceName()).isEqualTo("shop");
  }

  @Test
  void shouldTakeTheEarliestOfSeveralRoots() {
    Trace trace =
        Reading.of(
            trace("a").root("late").after(Duration.ofSeconds(1)).root("early").root("same time"));
    assertThat(requireNonNull(trace.root()).name()).isEqualTo("early");
  }

  @Test
  void shouldTakeAnEntryForTheRootThatIsMissing() {
    Trace trace = Reading.of(trace("a").orphan("GET /").child("inner").server());
    assertThat(trace.hasRoot()).isFalse();
    assertThat(requireNonNull(trace.root()).name()).isEqualTo("GET /");
  }

  @Test
  void shouldHaveNoRootWithoutAnEntry() {
    Trace trace = Reading.of(trace("a").orphan("work").client());
    assertThat(trace.root()).isNull();
    assertThat(requireNonNull(trace.rootOrEarliest()).name()).isEqualTo("work");
  }

  @Test
  void shouldBeEmptyWithoutSpans() {
    Trace trace = Reading.of(ID, new byte[0], new byte[0], reader());
    assertThat(trace.root()).isNull();
    assertThat(trace.rootOrEarliest()).isNull();
    assertThat(trace.durationNanos()).isZero();
    assertThat(trace.hasOddTime()).isFalse();
    assertThatThrownBy(() -> trace.span(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldCountASpanThatComesTwiceOnce() {
    TraceReader reader = reader();
    byte[] request = trace("a").traceId(ID).root("GET /").child("db").request().toByteArray();
    Trace trace = Reading.of(ID, request, new byte[0], reader);
    reader.add(Signal.SPANS, request, 0, request.length);
    assertThat(trace.spanCount()).isEqualTo(2);
    assertThat(trace.duplicates()).isEqualTo(2);
  }

  @Test
  void shouldTellSpansOfOneIdApartByKind() {
    Trace trace =
        Reading.of(
            trace("a")
                .root("call")
                .spanId("0000000000000007")
                .client()
                .root("serve")
                .spanId("0000000000000007")
                .server()
                .child("work"));
    assertThat(trace.spanCount()).isEqualTo(3);
    assertThat(trace.duplicates()).isZero();
    assertThat(trace.span(0).fingerprint()).isNotEqualTo(trace.span(1).fingerprint());
    assertThat(requireNonNull(trace.parent(trace.span(2))).name()).isEqualTo("serve");
  }

  @Test
  void shouldNeverChangeFingerprints() {
    Trace trace =
        Reading.of(
            trace("a").root("a").spanId("0000000000000001").root("b").spanId("ff00000000000001"));
    assertThat(List.of(trace.span(0).fingerprint(), trace.span(1).fingerprint()))
        .containsExactly(-576539402, 1582011931);
  }

  @Test
  void shouldLeaveOutItemsOfAnotherTrace() {
    ExportTraceServiceRequest mixed =
        Traces.spans(trace("a").traceId(ID).root("ours"), trace("b").root("theirs"));
    Trace trace = Reading.of(ID, mixed.toByteArray(), new byte[0], reader());
    assertThat(trace.spanCount()).isEqualTo(1);
    assertThat(trace.span(0).name()).isEqualTo("ours");
    assertThat(trace.misplaced()).isEqualTo(1);
    assertThat(trace.unreadable()).isZero();
  }

  @Test
  void shouldTakeRandomnessFromTheFirstSpanThatHasIt() {
    assertThat(
            Reading.of(
                    trace("a")
                        .root("a")
                        .traceState("broken")
                        .child("b")
                        .traceState("ot=rv:00000000000001"))
                .randomness())
        .isEqualTo(1);
    assertThat(Reading.of(trace("a").traceId(ID).root("a").traceState("x=1")).randomness())
        .isEqualTo(0x0a0b0c0d0e0f10L);
  }

  @Test
  void shouldBearOddTimes() {
    Trace trace = Reading.of(trace("a").root("a").startNanos(-1).endNanos(5));
    assertThat(trace.span(0).durationNanos()).isZero();
    assertThat(trace.hasOddTime()).isTrue();
    trace = Reading.of(trace("a").root("a").startNanos(0).endNanos(-1));
    assertThat(trace.durationNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(trace.hasOddTime()).isTrue();
    long now = 1_700_000_000_000_000_000L;
    trace = Reading.of(trace("a").root("a").startNanos(now).endNanos(now));
    assertThat(trace.span(0).durationNanos()).isZero();
    assertThat(trace.hasOddTime()).isFalse();
  }

  @Test
  void shouldForgetTheTraceBefore() {
    names.slot("k");
    TraceReader reader = new TraceReader(names, new ResourceCache());
    Reading.of(
        trace("a")
            .root("a")
            .service("shop")
            .scope("lib", "1")
            .attribute("k", "v")
            .traceState("ot=rv:00000000000001")
            .error()
            .flags(1)
            .child("b")
            .log(SeverityNumber.SEVERITY_NUMBER_ERROR, "x"),
        reader);
    byte[] bare =
        request(
            io.opentelemetry.proto.trace.v1.Span.newBuilder()
                .setTraceId(ByteString.fromHex(ID))
                .setSpanId(ByteString.fromHex("0000000000000009"))
                .build());
    Trace trace = Reading.of(ID, bare, new byte[0], reader);
    Span span = trace.span(0);
    assertThat(trace.spanCount()).isEqualTo(1);
    assertThat(trace.logCount()).isZero();
    assertThat(trace.errorCount()).isZero();
    assertThat(trace.randomness()).isEqualTo(0x0a0b0c0d0e0f10L);
    assertThat(trace.endNanos()).isZero();
    assertThat(span.name()).isEmpty();
    assertThat(span.attribute(0)).isNull();
    assertThat(span.traceState()).isNull();
    assertThat(span.flags()).isZero();
    assertThat(span.kind()).isZero();
    assertThat(span.resource().serviceName()).isEmpty();
    assertThat(span.scope().name()).isEmpty();
  }

  @Test
  void shouldReadTheSpansAfterADamagedOne() {
    var damaged =
        io.opentelemetry.proto.trace.v1.Span.newBuilder()
            .setTraceId(ByteString.fromHex(ID))
            .setSpanId(ByteString.fromHex("0000000000000009"))
            .setName("damaged")
            .setUnknownFields(
                field(15, "\u0008").toBuilder().mergeFrom(field(99, "what comes after it")).build())
            .build();
    var whole =
        damaged.toBuilder()
            .setUnknownFields(UnknownFieldSet.getDefaultInstance())
            .setName("whole")
            .setKindValue(1)
            .build();
    Trace trace = Reading.of(ID, request(damaged, whole), new byte[0], reader());
    assertThat(trace.spanCount()).isEqualTo(2);
    assertThat(trace.span(0).isUnreadable()).isTrue();
    assertThat(trace.span(0).name()).isEqualTo("damaged");
    assertThat(trace.span(1).isUnreadable()).isFalse();
    assertThat(trace.span(1).name()).isEqualTo("whole");
    assertThat(trace.span(1).scope()).isSameAs(Scope.NONE);
    assertThat(trace.unreadable()).isEqualTo(1);
  }

  @Test
  void shouldReadTheAttributesAfterADamagedOne() {
    int key = names.slot("k");
    TraceReader reader = new TraceReader(names, new ResourceCache());
    var span =
        trace("a").traceId(ID).root("a").request().getResourceSpans(0).getScopeSpans(0).getSpans(0);
    var damaged =
        io.opentelemetry.proto.trace.v1.Span.newBuilder()
            .setUnknownFields(field(9, "\n\u0001k\u0012\u0005\n\u0001"))
            .build();
    var attribute =
        trace("b")
            .root("a")
            .attribute("k", "v")
            .request()
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpans(0);
    ByteString bytes =
        span.toByteString()
            .concat(damaged.toByteString())
            .concat(
                io.opentelemetry.proto.trace.v1.Span.newBuilder()
                    .addAllAttributes(attribute.getAttributesList())
                    .build()
                    .toByteString());
    ByteString scope =
        ScopeSpans.newBuilder().setUnknownFields(field(2, bytes)).build().toByteString();
    ByteString resource =
        ResourceSpans.newBuilder().setUnknownFields(field(2, scope)).build().toByteString();
    byte[] request =
        ExportTraceServiceRequest.newBuilder()
            .setUnknownFields(field(1, resource))
            .build()
            .toByteArray();
    Trace trace = Reading.of(ID, request, new byte[0], reader);
    assertThat(trace.span(0).isUnreadable()).isTrue();
    assertThat(trace.span(0).attribute(key)).isEqualTo("v");
  }

  @Test
  void shouldSurviveFragmentsThatAreNoRequests() {
    byte[] noise = {1, 2, 3, 4, 5};
    Trace trace = Reading.of(ID, noise, noise, reader());
    assertThat(trace.unreadable()).isEqualTo(2);
    assertThat(trace.spanCount()).isZero();
  }

  @Test
  void shouldRefuseNewNamesOnceAReaderIsBuilt() {
    int slot = names.slot("known");
    new TraceReader(names, new ResourceCache()).begin(0, 1);
    assertThat(names.slot("known")).isEqualTo(slot);
    assertThatThrownBy(() -> names.slot("new")).isInstanceOf(IllegalStateException.class);
  }

  private TraceReader reader() {
    return new TraceReader(names, new ResourceCache());
  }

  private static byte[] request(io.opentelemetry.proto.trace.v1.Span... spans) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpansBuilder().addAllSpans(List.of(spans));
    return request.build().toByteArray();
  }

  private static UnknownFieldSet field(int number, String bytes) {
    return field(number, ByteString.copyFrom(bytes, StandardCharsets.ISO_8859_1));
  }

  private static UnknownFieldSet field(int number, ByteString bytes) {
    return UnknownFieldSet.newBuilder()
        .addField(number, UnknownFieldSet.Field.newBuilder().addLengthDelimited(bytes).build())
        .build();
  }
}
