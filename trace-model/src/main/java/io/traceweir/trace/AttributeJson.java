// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.io.StringWriter;

/** Attribute values that are lists or maps, as plain JSON text; bytes are base64. */
final class AttributeJson {
  private static final JsonFactory JSON = new JsonFactory();

  private AttributeJson() {}

  static String of(AnyValue value) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      write(value, out);
    }
    return text.toString();
  }

  private static void write(AnyValue value, JsonGenerator out) throws IOException {
    switch (value.getValueCase()) {
      case STRING_VALUE -> out.writeString(value.getStringValue());
      case BOOL_VALUE -> out.writeBoolean(value.getBoolValue());
      case INT_VALUE -> out.writeNumber(value.getIntValue());
      case DOUBLE_VALUE -> out.writeNumber(value.getDoubleValue());
      case BYTES_VALUE -> out.writeBinary(value.getBytesValue().toByteArray());
      case ARRAY_VALUE -> writeList(value, out);
      case KVLIST_VALUE -> writeMap(value, out);
      default -> out.writeNull();
    }
  }

  private static void writeList(AnyValue value, JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (AnyValue element : value.getArrayValue().getValuesList()) {
      write(element, out);
    }
    out.writeEndArray();
  }

  private static void writeMap(AnyValue value, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (KeyValue entry : value.getKvlistValue().getValuesList()) {
      out.writeFieldName(entry.getKey());
      write(entry.getValue(), out);
    }
    out.writeEndObject();
  }
}
