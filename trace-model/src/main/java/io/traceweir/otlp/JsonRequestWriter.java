// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MessageOrBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes any message of OTLP as one line of JSON. */
final class JsonRequestWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonRequestWriter() {}

  static String write(MessageOrBuilder message) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      message(json, message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }

  private static void message(JsonGenerator json, MessageOrBuilder message) throws IOException {
    json.writeStartObject();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      json.writeFieldName(field.getJsonName());
      if (field.isRepeated()) {
        json.writeStartArray();
        for (Object value : (List<?>) entry.getValue()) {
          value(json, field, value);
        }
        json.writeEndArray();
      } else {
        value(json, field, entry.getValue());
      }
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, FieldDescriptor field, Object value)
      throws IOException {
    switch (field.getJavaType()) {
      case STRING -> json.writeString((String) value);
      case BOOLEAN -> json.writeBoolean((Boolean) value);
      case INT ->
          json.writeNumber(
              field.getType() == FieldDescriptor.Type.UINT32
                      || field.getType() == FieldDescriptor.Type.FIXED32
                  ? Integer.toUnsignedLong((Integer) value)
                  : ((Integer) value).longValue());
      case LONG ->
          json.writeString(
              field.getType() == FieldDescriptor.Type.UINT64
                      || field.getType() == FieldDescriptor.Type.FIXED64
                  ? Long.toUnsignedString((Long) value)
                  : Long.toString((Long) value));
      case FLOAT, DOUBLE -> number(json, ((Number) value).doubleValue());
      case ENUM -> json.writeNumber(((EnumValueDescriptor) value).getNumber());
      case BYTE_STRING -> json.writeString(bytes(field, (ByteString) value));
      case MESSAGE -> message(json, (MessageOrBuilder) value);
    }
  }

  private static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }

  private static String bytes(FieldDescriptor field, ByteString bytes) {
    return JsonNames.isId(field)
        ? HexFormat.of().formatHex(bytes.toByteArray())
        : Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
