// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a {@link ValueReader} has read, as OTLP has it. */
final class Values {
  private Values() {}

  static List<KeyValue> of(Map<String, Object> attributes) {
    List<KeyValue> all = new ArrayList<>();
    attributes.forEach(
        (key, value) -> all.add(KeyValue.newBuilder().setKey(key).setValue(of(value)).build()));
    return all;
  }

  static AnyValue of(Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof Long number) {
      any.setIntValue(number);
    } else if (value instanceof Double number) {
      any.setDoubleValue(number);
    } else if (value instanceof Boolean truth) {
      any.setBoolValue(truth);
    } else if (value instanceof List<?> list) {
      ArrayValue.Builder array = ArrayValue.newBuilder();
      list.forEach(item -> array.addValues(of(item)));
      any.setArrayValue(array);
    } else {
      any.setStringValue(value.toString());
    }
    return any.build();
  }
}
