// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import java.util.Map;

/** Attributes of a series key as OTLP key-values. */
final class OtlpAttributes {
  private OtlpAttributes() {}

  static List<KeyValue> of(Map<String, Object> attributes) {
    return attributes.entrySet().stream()
        .map(
            attribute ->
                KeyValue.newBuilder()
                    .setKey(attribute.getKey())
                    .setValue(value(attribute.getValue()))
                    .build())
        .toList();
  }

  private static AnyValue value(Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof Long number) {
      any.setIntValue(number);
    } else if (value instanceof Double number) {
      any.setDoubleValue(number);
    } else if (value instanceof Boolean flag) {
      any.setBoolValue(flag);
    } else if (value instanceof byte[] bytes) {
      any.setBytesValue(ByteString.copyFrom(bytes));
    } else {
      any.setStringValue(value.toString());
    }
    return any.build();
  }
}
