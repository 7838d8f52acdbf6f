// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One JSON value as the value of a protobuf field. */
final class JsonScalars {
  private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(64);

  private static final ByteString NO_ID = ByteString.copyFromUtf8("?");

  private JsonScalars() {}

  /**
   * Null: leave the field unset.
   *
   * @throws IllegalArgumentException or ArithmeticException when the value does not fit
   */
  static @Nullable Object read(JsonParser parser, FieldDescriptor field) throws IOException {
    return switch (field.getJavaType()) {
      case STRING -> wellFormed(text(parser));
      case BOOLEAN -> truth(parser);
      case INT -> Math.toIntExact(isUnsigned(field) ? unsigned32(parser) : signed64(parser));
      case LONG -> isUnsigned(field) ? unsigned64(parser) : signed64(parser);
      case FLOAT -> (float) fraction(parser);
      case DOUBLE -> fraction(parser);
      case ENUM -> enumValue(parser, field);
      case BYTE_STRING -> bytes(parser, JsonNames.isId(field));
      case MESSAGE -> throw new IllegalArgumentException();
    };
  }

  private static boolean isUnsigned(FieldDescriptor field) {
    return switch (field.getType()) {
      case FIXED32, UINT32, FIXED64, UINT64 -> true;
      default -> false;
    };
  }

  private static String text(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new IllegalArgumentException();
    }
    return parser.getText();
  }

  /** Half of a surrogate pair has no UTF-8. */
  private static String wellFormed(String text) {
    return text.chars().anyMatch(c -> Character.isSurrogate((char) c))
        ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        : text;
  }

  private static boolean truth(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static long signed64(JsonParser parser) throws IOException {
    return whole(parser).longValueExact();
  }

  private static long unsigned64(JsonParser parser) throws IOException {
    BigInteger value = whole(parser);
    if (value.signum() < 0 || value.compareTo(UNSIGNED_LIMIT) >= 0) {
      throw new IllegalArgumentException();
    }
    return value.longValue();
  }

  private static long unsigned32(JsonParser parser) throws IOException {
    long value = signed64(parser);
    if (value >>> 32 != 0) {
      throw new IllegalArgumentException();
    }
    return (int) value;
  }

  private static BigInteger whole(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> {}
      default -> throw new IllegalArgumentException();
    }
    String text = parser.getText();
    if (text.length() > 40) {
      throw new IllegalArgumentException();
    }
    BigDecimal value = new BigDecimal(text);
    // 1e999999999 is a short text and a very long number.
    if (Math.abs((long) value.scale()) > 64) {
      throw new IllegalArgumentException();
    }
    return value.toBigIntegerExact();
  }

  private static double fraction(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_STRING -> Double.parseDouble(parser.getText());
      default -> throw new IllegalArgumentException();
    };
  }

  /** A name that this version does not know is like a field that it does not know. */
  private static @Nullable EnumValueDescriptor enumValue(JsonParser parser, FieldDescriptor field)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return field.getEnumType().findValueByName(parser.getText());
    }
    int number = Math.toIntExact(signed64(parser));
    return field.getEnumType().findValueByNumberCreatingIfUnknown(number);
  }

  private static ByteString bytes(JsonParser parser, boolean isId) throws IOException {
    if (isId) {
      return id(parser);
    }
    // Both alphabets, as protobuf's JSON reads them.
    return ByteString.copyFrom(
        Base64.getDecoder().decode(text(parser).replace('-', '+').replace('_', '/')));
  }

  /** What is no hex is of a length that no id has, so that its item is refused and no other. */
  private static ByteString id(JsonParser parser) throws IOException {
    if (!parser.currentToken().isScalarValue()) {
      throw new IllegalArgumentException();
    }
    try {
      return ByteString.copyFrom(HexFormat.of().parseHex(text(parser)));
    } catch (IllegalArgumentException e) {
      return NO_ID;
    }
  }
}
