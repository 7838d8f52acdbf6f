// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.Health.State;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {
  private static final int CASES = 30_000;

  private int sound;
  private int mendable;
  private int broken;
  private int brokenForAll;

  @ParameterizedTest
  @EnumSource
  void shouldAgreeWithProtobufOnDamagedRequests(Signal signal) {
    Random random = new Random(11);
    RandomRequests requests = new RandomRequests(11);
    byte[] valid = {};
    for (int i = 0; i < CASES; i++) {
      if (i % 20 == 0) {
        valid =
            signal == Signal.SPANS ? requests.spans().toByteArray() : requests.logs().toByteArray();
      }
      byte[] damaged = valid.clone();
      for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      verify(signal, damaged, "seed 11, case " + i);
    }
    // the test is worth something only when all states are met
    assertThat(sound).isGreaterThan(1_000);
    assertThat(mendable).isGreaterThan(1_000);
    assertThat(broken).isGreaterThan(1_000);
    // Java's parser lets a varint pass whose tenth byte is not its last
    assertThat(brokenForAll).isGreaterThan(broken * 99 / 100);
  }

  private void verify(Signal signal, byte[] bytes, String which) {
    Part part = Part.request(signal);
    switch (Health.of(part, bytes, 0, bytes.length)) {
      case SOUND -> {
        sound++;
        assertThat(parses(signal, bytes)).as(which).isTrue();
      }
      case MENDABLE -> {
        mendable++;
        byte[] mended = Mending.of(part, bytes, 0, bytes.length);
        assertThat(Health.of(part, mended, 0, mended.length)).as(which).isEqualTo(State.SOUND);
        assertThat(parses(signal, mended)).as(which).isTrue();
      }
      case BROKEN -> {
        broken++;
        brokenForAll += parses(signal, bytes) ? 0 : 1;
      }
    }
  }

  private static boolean parses(Signal signal, byte[] bytes) {
    Parser<?> parser =
        signal == Signal.SPANS
            ? ExportTraceServiceRequest.parser()
            : ExportLogsServiceRequest.parser();
    try {
      parser.parseFrom(bytes);
      return true;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  @Test
  void shouldChangeNothingButTheTextThatIsNoUtf8() throws Exception {
    Span span =
        Span.newBuilder().setName("größe").addAttributes(attribute("key", text("XX tail"))).build();
    byte[] bytes = replaced(span.toByteArray(), "XX", new byte[] {(byte) 0xFF, 'a'});

    assertThat(Health.of(Part.SPAN, bytes, 0, bytes.length)).isEqualTo(State.MENDABLE);
    assertThat(Span.parseFrom(Mending.of(Part.SPAN, bytes, 0, bytes.length)))
        .isEqualTo(
            span.toBuilder().setAttributes(0, attribute("key", text("\uFFFDa tail"))).build());
  }

  @Test
  void shouldLeaveOutAnIdOfAWrongLength() throws Exception {
    Span.Link good =
        Span.Link.newBuilder()
            .setTraceId(ByteString.copyFrom(new byte[16]))
            .setSpanId(ByteString.copyFrom(new byte[8]))
            .build();
    Span span =
        Span.newBuilder()
            .addLinks(good)
            .addLinks(good.toBuilder().setSpanId(ByteString.copyFrom(new byte[7])))
            .build();
    byte[] bytes = span.toByteArray();

    assertThat(Health.of(Part.SPAN, bytes, 0, bytes.length)).isEqualTo(State.MENDABLE);
    assertThat(Span.parseFrom(Mending.of(Part.SPAN, bytes, 0, bytes.length)).getLinksList())
        .containsExactly(good, good.toBuilder().clearSpanId().build());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 45, 46, 47, 48, 49, 50, 100, 1_000, 20_000})
  void shouldKeepWhatLiesTooDeepAsBytes(int levels) throws Exception {
    verifyNested(levels, lists(levels));
    verifyNested(levels, maps(Math.min(levels, 1_000)));
  }

  private static void verifyNested(int levels, byte[] value) throws Exception {
    byte[] bytes = spanWith(value);
    State state = Health.of(Part.SPAN, bytes, 0, bytes.length);
    if (levels <= 30) {
      assertThat(state).isEqualTo(State.SOUND);
    } else if (levels >= 50) {
      assertThat(state).isEqualTo(State.MENDABLE);
    }
    byte[] mended = Mending.of(Part.SPAN, bytes, 0, bytes.length);
    byte[] around = wrapped(mended);
    Span span =
        ExportTraceServiceRequest.parseFrom(around)
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpans(0);
    assertThat(restored(span.getAttributes(0).getValue()).size()).isEqualTo(value.length);
    assertThat(OtlpJson.toProtobuf(Signal.SPANS, json(around))).isNotEmpty();
  }

  /** The encoding of the value as it was: bytes in it stand for the value they encode. */
  private static ByteString restored(AnyValue value) {
    return switch (value.getValueCase()) {
      case BYTES_VALUE -> value.getBytesValue();
      case ARRAY_VALUE ->
          lengthDelimited(
              AnyValue.ARRAY_VALUE_FIELD_NUMBER,
              lengthDelimited(
                  ArrayValue.VALUES_FIELD_NUMBER, restored(value.getArrayValue().getValues(0))));
      case KVLIST_VALUE -> {
        ByteString inner = restored(value.getKvlistValue().getValues(0).getValue());
        yield lengthDelimited(
            AnyValue.KVLIST_VALUE_FIELD_NUMBER,
            lengthDelimited(
                KeyValueList.VALUES_FIELD_NUMBER,
                lengthDelimited(KeyValue.VALUE_FIELD_NUMBER, inner)));
      }
      default -> value.toByteString();
    };
  }

  private static byte[] json(byte[] request) throws Exception {
    return OtlpJson.toJson(ExportTraceServiceRequest.parseFrom(request))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] lists(int levels) {
    ByteString value = AnyValue.newBuilder().setIntValue(7).build().toByteString();
    for (int i = 0; i < levels; i++) {
      value = lengthDelimited(ArrayValue.VALUES_FIELD_NUMBER, value);
      value = lengthDelimited(AnyValue.ARRAY_VALUE_FIELD_NUMBER, value);
    }
    return value.toByteArray();
  }

  private static byte[] maps(int levels) {
    ByteString value = AnyValue.newBuilder().setIntValue(7).build().toByteString();
    for (int i = 0; i < levels; i++) {
      value = lengthDelimited(KeyValue.VALUE_FIELD_NUMBER, value);
      value = lengthDelimited(KeyValueList.VALUES_FIELD_NUMBER, value);
      value = lengthDelimited(AnyValue.KVLIST_VALUE_FIELD_NUMBER, value);
    }
    return value.toByteArray();
  }

  private static byte[] spanWith(byte[] value) {
    ByteString attribute = lengthDelimited(KeyValue.VALUE_FIELD_NUMBER, ByteString.copyFrom(value));
    return lengthDelimited(Span.ATTRIBUTES_FIELD_NUMBER, attribute).toByteArray();
  }

  private static byte[] wrapped(byte[] span) {
    ByteString scope = lengthDelimited(2, ByteString.copyFrom(span));
    return lengthDelimited(1, lengthDelimited(2, scope)).toByteArray();
  }

  private static ByteString lengthDelimited(int field, ByteString content) {
    ByteString.Output out = ByteString.newOutput();
    try {
      var coded = com.google.protobuf.CodedOutputStream.newInstance(out);
      coded.writeBytes(field, content);
      coded.flush();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteString();
  }

  private static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private static byte[] replaced(byte[] bytes, String text, byte[] by) {
    byte[] copy = Arrays.copyOf(bytes, bytes.length);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    System.arraycopy(by, 0, copy, at, by.length);
    return copy;
  }
}
