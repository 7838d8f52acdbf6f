// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Java values as OTLP's: text, whole numbers, fractions, truth, bytes, lists and maps. */
final class Values {
  private Values() {}

  static AnyValue of(Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof String text) {
      any.setStringValue(text);
    } else if (value instanceof Integer || value instanceof Long) {
      any.setIntValue(((Number) value).longValue());
    } else if (value instanceof Double number) {
      any.setDoubleValue(number);
    } else if (value instanceof Boolean truth) {
      any.setBoolValue(truth);
    } else if (value instanceof byte[] bytes) {
      any.setBytesValue(ByteString.copyFrom(bytes));
    } else if (value instanceof List<?> list) {
      any.setArrayValue(array(list));
    } else if (value instanceof Map<?, ?> map) {
      any.setKvlistValue(KeyValueList.newBuilder().addAllValues(keyValues(map)));
    } else {
      throw new IllegalArgumentException("no OTLP value for " + value.getClass());
    }
    return any.build();
  }

  static KeyValue keyValue(String key, Object value) {
    return KeyValue.newBuilder().setKey(key).setValue(of(value)).build();
  }

  static List<KeyValue> keyValues(Map<?, ?> map) {
    List<KeyValue> all = new ArrayList<>();
    map.forEach((key, value) -> all.add(keyValue((String) key, value)));
    return all;
  }

  private static ArrayValue array(List<?> list) {
    ArrayValue.Builder array = ArrayValue.newBuilder();
    for (Object value : list) {
      array.addValues(of(value));
    }
    return array.build();
  }
}
