// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Shortens the longest texts and bytes of a message, wherever they lie in it, all to the same
 * length: as long as possible, and no shorter than {@value #LEAST} bytes.
 */
final class Shortening {
  static final int LEAST = 256;

  /** Cut anywhere, it would say something else. */
  private static final String TRACE_STATE = "trace_state";

  private Shortening() {}

  /** The message itself when it fits; perhaps still too large. */
  static Message of(Message whole, int maxBytes) {
    int tooMany = whole.getSerializedSize() - maxBytes;
    if (tooMany <= 0) {
      return whole;
    }
    List<Integer> lengths = new ArrayList<>();
    collect(whole, lengths);
    return shortened(whole, length(lengths, tooMany));
  }

  /** The greatest length to which all longer ones have to be cut to win so many bytes. */
  static int length(List<Integer> lengths, long tooMany) {
    lengths.sort(Collections.reverseOrder());
    long won = 0;
    for (int i = 0; i < lengths.size(); i++) {
      int next = i + 1 < lengths.size() ? lengths.get(i + 1) : LEAST;
      long step = (i + 1L) * (lengths.get(i) - next);
      if (won + step >= tooMany) {
        return (int) (lengths.get(i) - (tooMany - won + i) / (i + 1L));
      }
      won += step;
    }
    return LEAST;
  }

  private static void collect(Message message, List<Integer> lengths) {
    message.getAllFields().forEach((field, value) -> collect(field, value, lengths));
  }

  private static void collect(FieldDescriptor field, Object value, List<Integer> lengths) {
    if (value instanceof List<?> list) {
      list.forEach(one -> collect(field, one, lengths));
    } else if (value instanceof Message message) {
      if (message.getSerializedSize() > LEAST) {
        collect(message, lengths);
      }
    } else if (isText(field)) {
      int length = bytes(value).size();
      if (length > LEAST) {
        lengths.add(length);
      }
    }
  }

  private static boolean isText(FieldDescriptor field) {
    return (field.getJavaType() == JavaType.STRING && !field.getName().equals(TRACE_STATE))
        || field.getJavaType() == JavaType.BYTE_STRING;
  }

  private static ByteString bytes(Object value) {
    return value instanceof ByteString raw ? raw : ByteString.copyFromUtf8((String) value);
  }

  private static Message shortened(Message message, int length) {
    if (message.getSerializedSize() <= length) {
      return message;
    }
    Message.Builder builder = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      builder.setField(field.getKey(), shortened(field.getKey(), field.getValue(), length));
    }
    return builder.build();
  }

  private static Object shortened(FieldDescriptor field, Object value, int length) {
    if (value instanceof List<?> list) {
      return list.stream().map(one -> shortened(field, one, length)).toList();
    }
    if (value instanceof Message message) {
      return shortened(message, length);
    }
    if (!isText(field) || bytes(value).size() <= length) {
      return value;
    }
    ByteString bytes = bytes(value);
    return value instanceof ByteString ? bytes.substring(0, length) : text(bytes, length);
  }

  /** Cut between characters, never within one. */
  private static String text(ByteString utf8, int length) {
    int end = length;
    while (end > 0 && (utf8.byteAt(end) & 0xC0) == 0x80) {
      end--;
    }
    return utf8.substring(0, end).toStringUtf8();
  }
}
