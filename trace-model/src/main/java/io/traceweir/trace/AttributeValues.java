// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.traceweir.otlp.Health;
import io.traceweir.otlp.Mending;
import io.traceweir.otlp.Part;
import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes attribute values: String, Long, Double, Boolean, byte[], {@link Structured}. */
final class AttributeValues {
  private final Strings strings;

  AttributeValues(Strings strings) {
    this.strings = strings;
  }

  /** The value in the given range of an AnyValue's bytes, also when it has none. */
  Object read(byte[] bytes, int start, int end) throws IOException {
    byte tag = start < end ? bytes[start] : 0;
    if (tag == Tags.STRING) {
      int at = WireReader.content(bytes, start, end);
      if (at >= 0) {
        return strings.get(bytes, at, end - at);
      }
    } else if (tag == Tags.INT && end - start <= 5 && bytes[end - 1] >= 0) {
      return smallInt(bytes, start + 1, end);
    }
    return readAnyForm(bytes, start, end);
  }

  /** A status code, a port: one varint of up to four bytes that ends where the value does. */
  private Object smallInt(byte[] bytes, int start, int end) throws IOException {
    long number = 0;
    for (int at = start; at < end; at++) {
      if (bytes[at] >= 0 && at < end - 1) {
        return readAnyForm(bytes, start - 1, end);
      }
      number |= (bytes[at] & 0x7FL) << (7 * (at - start));
    }
    return number;
  }

  private Object readAnyForm(byte[] bytes, int start, int end) throws IOException {
    WireReader in = new WireReader(bytes, start, end - start);
    Object value = null;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      value = readField(in, tag, value);
    }
    return value == null ? Structured.NO_VALUE : value;
  }

  private @Nullable Object readField(WireReader in, int tag, @Nullable Object before)
      throws IOException {
    switch (tag) {
      case Tags.STRING -> {
        int at = in.range();
        return strings.get(in.bytes(), at, in.length());
      }
      case Tags.BOOL -> {
        return in.varint64() != 0;
      }
      case Tags.INT -> {
        return in.varint64();
      }
      case Tags.DOUBLE -> {
        return Double.longBitsToDouble(in.fixed64());
      }
      case Tags.BYTES -> {
        int at = in.range();
        return Arrays.copyOfRange(in.bytes(), at, at + in.length());
      }
      case Tags.ARRAY, Tags.MAP -> {
        int at = in.range();
        return structured(tag, in.bytes(), at, in.length());
      }
      default -> {
        in.skip(tag);
        return before;
      }
    }
  }

  /** Lists and maps are rare among the attributes that somebody asks for: they are built. */
  private static Structured structured(int tag, byte[] bytes, int offset, int length)
      throws IOException {
    Part part = tag == Tags.ARRAY ? Part.LIST : Part.MAP;
    if (Health.of(part, bytes, offset, length) == Health.State.MENDABLE) {
      byte[] mended = Mending.of(part, bytes, offset, length);
      return structured(tag, mended, 0, mended.length);
    }
    AnyValue.Builder value = AnyValue.newBuilder();
    WireReader in = new WireReader(bytes, offset, length);
    if (tag == Tags.ARRAY) {
      in.merge(value.getArrayValueBuilder());
    } else {
      in.merge(value.getKvlistValueBuilder());
    }
    return new Structured(value.build());
  }
}
