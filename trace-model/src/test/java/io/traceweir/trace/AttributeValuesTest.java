// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttributeValuesTest {
  private final AttributeValues values = new AttributeValues(new Strings(16));

  @Test
  void shouldPrintListsAndMapsAsJson() throws Exception {
    AnyValue list =
        AnyValue.newBuilder()
            .setArrayValue(
                ArrayValue.newBuilder()
                    .addValues(AnyValue.newBuilder().setStringValue("a\"b\n"))
                    .addValues(AnyValue.newBuilder().setIntValue(-5))
                    .addValues(AnyValue.newBuilder().setDoubleValue(Double.NaN))
                    .addValues(AnyValue.newBuilder()))
            .build();
    AnyValue map =
        AnyValue.newBuilder()
            .setKvlistValue(
                KeyValueList.newBuilder()
                    .addValues(KeyValue.newBuilder().setKey("k").setValue(list))
                    .addValues(
                        KeyValue.newBuilder()
                            .setKey("b")
                            .setValue(
                                AnyValue.newBuilder()
                                    .setBytesValue(ByteString.copyFromUtf8("hi")))))
            .build();
    assertThat(read(map.toByteArray()))
        .isEqualTo("{\"k\":[\"a\\\"b\\n\",-5,\"NaN\",null],\"b\":\"aGk=\"}");
  }

  @Test
  void shouldTakeTheLastOfSeveralValues() throws Exception {
    ByteString two =
        AnyValue.newBuilder()
            .setStringValue("a")
            .build()
            .toByteString()
            .concat(AnyValue.newBuilder().setIntValue(2).build().toByteString());
    assertThat(read(two.toByteArray())).isEqualTo(2L);
  }

  @Test
  void shouldShowWhatIsNestedTooDeeplyAsBytes() throws Exception {
    AnyValue value = AnyValue.newBuilder().setIntValue(1).build();
    ByteString nested = value.toByteString();
    for (int i = 0; i < 5_000; i++) {
      ByteString list =
          ByteString.copyFrom(new byte[] {10}).concat(length(nested.size())).concat(nested);
      nested = ByteString.copyFrom(new byte[] {42}).concat(length(list.size())).concat(list);
    }
    byte[] bytes = nested.toByteArray();
    assertThat(read(bytes)).asString().matches("\\[{47}\"[A-Za-z0-9+/=]{10000,}\"]{47}");
  }

  @Test
  void shouldReadListsWithTextThatIsNoUtf8() throws Exception {
    byte[] list = {42, 5, 10, 3, 10, 1, (byte) 0xFF};
    assertThat(read(list)).isEqualTo("[\"\uFFFD\"]");
  }

  private @Nullable Object read(byte[] bytes) throws IOException {
    return Structured.plain(values.read(bytes, 0, bytes.length));
  }

  private static ByteString length(int value) {
    ByteString.Output out = ByteString.newOutput();
    for (int rest = value; ; rest >>>= 7) {
      if (rest < 0x80) {
        out.write(rest);
        return out.toByteString();
      }
      out.write((rest & 0x7F) | 0x80);
    }
  }
}
