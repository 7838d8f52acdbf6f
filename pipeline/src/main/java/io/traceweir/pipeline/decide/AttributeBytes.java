// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.decide;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Writes OTLP attributes straight into bytes. Message layout and field numbers: common.proto of
 * opentelemetry-proto.
 */
final class AttributeBytes {
  private ByteBuffer out = ByteBuffer.allocate(1024);
  private final int field;

  /**
   * @param field number of the repeated KeyValue in the message that will hold these bytes
   */
  AttributeBytes(int field) {
    this.field = field;
  }

  /** A key whose encoded form is made once. */
  record AttributeKey(byte[] encoded) {
    static AttributeKey of(String name) {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      byte[] bytes =
          new byte[CodedOutputStream.computeByteArraySize(KeyValue.KEY_FIELD_NUMBER, utf8)];
      write(bytes, 0, bytes.length, o -> o.writeByteArray(KeyValue.KEY_FIELD_NUMBER, utf8));
      return new AttributeKey(bytes);
    }
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static void write(byte[] array, int offset, int length, Writing writing) {
    CodedOutputStream coded = CodedOutputStream.newInstance(array, offset, length);
    try {
      writing.to(coded);
      coded.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void clear() {
    out.clear();
  }

  int size() {
    return out.position();
  }

  byte[] array() {
    return out.array();
  }

  void put(AttributeKey key, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    int size = CodedOutputStream.computeByteArraySize(AnyValue.STRING_VALUE_FIELD_NUMBER, utf8);
    attribute(key, size, o -> o.writeByteArray(AnyValue.STRING_VALUE_FIELD_NUMBER, utf8));
  }

  void put(AttributeKey key, long value) {
    int size = CodedOutputStream.computeInt64Size(AnyValue.INT_VALUE_FIELD_NUMBER, value);
    attribute(key, size, o -> o.writeInt64(AnyValue.INT_VALUE_FIELD_NUMBER, value));
  }

  void put(AttributeKey key, double value) {
    int size = CodedOutputStream.computeDoubleSize(AnyValue.DOUBLE_VALUE_FIELD_NUMBER, value);
    attribute(key, size, o -> o.writeDouble(AnyValue.DOUBLE_VALUE_FIELD_NUMBER, value));
  }

  void put(AttributeKey key, Collection<String> values) {
    ArrayValue.Builder array = ArrayValue.newBuilder();
    values.forEach(v -> array.addValues(AnyValue.newBuilder().setStringValue(v)));
    ArrayValue list = array.build();
    int size = CodedOutputStream.computeMessageSize(AnyValue.ARRAY_VALUE_FIELD_NUMBER, list);
    attribute(key, size, o -> o.writeMessage(AnyValue.ARRAY_VALUE_FIELD_NUMBER, list));
  }

  private void attribute(AttributeKey key, int valueSize, Writing value) {
    int anyValue =
        CodedOutputStream.computeTagSize(KeyValue.VALUE_FIELD_NUMBER)
            + CodedOutputStream.computeUInt32SizeNoTag(valueSize)
            + valueSize;
    int keyValue = key.encoded.length + anyValue;
    int total =
        CodedOutputStream.computeTagSize(field)
            + CodedOutputStream.computeUInt32SizeNoTag(keyValue)
            + keyValue;
    reserve(total);
    write(
        out.array(),
        out.position(),
        total,
        o -> {
          o.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          o.writeUInt32NoTag(keyValue);
          o.writeRawBytes(key.encoded);
          o.writeTag(KeyValue.VALUE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          o.writeUInt32NoTag(valueSize);
          value.to(o);
        });
    out.position(out.position() + total);
  }

  private void reserve(int bytes) {
    if (out.remaining() < bytes) {
      var larger = ByteBuffer.allocate(Math.max(2 * out.capacity(), out.position() + bytes));
      out = larger.put(out.flip());
    }
  }
}
