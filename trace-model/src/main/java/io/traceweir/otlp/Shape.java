// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the fields of a message of OTLP are to a reader who trusts nothing. */
final class Shape {
  /** Nothing can be wrong with it beyond its wire form, or it is unknown. */
  static final byte OTHER = 0;

  static final byte TEXT = 1;
  static final byte TRACE_ID = 2;
  static final byte SPAN_ID = 3;
  static final byte MESSAGE = 4;

  private static final int WIRE_TYPE_BITS = 3;

  private static final Map<Descriptor, Shape> KNOWN = new HashMap<>();

  private int[] tags = {};
  private byte[] kinds = {};
  private @Nullable Shape[] messages = {};
  private final boolean isValue;

  private Shape(Descriptor message) {
    isValue = message.equals(AnyValue.getDescriptor());
  }

  static synchronized Shape of(Descriptor message) {
    Shape known = KNOWN.get(message);
    if (known != null) {
      return known;
    }
    Shape shape = new Shape(message);
    KNOWN.put(message, shape); // before its fields: values hold values
    message.getFields().forEach(shape::add);
    return shape;
  }

  private void add(FieldDescriptor field) {
    int number = field.getNumber();
    if (number >= tags.length) {
      tags = Arrays.copyOf(tags, number + 1);
      kinds = Arrays.copyOf(kinds, number + 1);
      messages = Arrays.copyOf(messages, number + 1);
    }
    tags[number] = number << WIRE_TYPE_BITS | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    kinds[number] =
        switch (field.getType()) {
          case STRING -> TEXT;
          case MESSAGE -> MESSAGE;
          case BYTES -> idKind(field);
          default -> OTHER;
        };
    messages[number] = kinds[number] == MESSAGE ? of(field.getMessageType()) : null;
  }

  private static byte idKind(FieldDescriptor field) {
    return switch (field.getName()) {
      case "trace_id" -> TRACE_ID;
      case "span_id", "parent_span_id" -> SPAN_ID;
      default -> OTHER;
    };
  }

  byte kind(int tag) {
    int number = tag >>> WIRE_TYPE_BITS;
    return number < tags.length && tags[number] == tag ? kinds[number] : OTHER;
  }

  /** Of a field that is a message. */
  Shape message(int tag) {
    Shape message = messages[tag >>> WIRE_TYPE_BITS];
    if (message == null) {
      throw new IllegalArgumentException("not a message: " + tag);
    }
    return message;
  }

  /** A list or map in an attribute value: what can be nested without end. */
  boolean isNesting(int tag) {
    return isValue && kind(tag) == MESSAGE;
  }
}
