// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;

/** Looks up attributes by name, in types that do not mind how they were written. */
public final class Attributes {
  private Attributes() {}

  public static String text(List<KeyValue> attributes, String key) {
    AnyValue value = value(attributes, key);
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      default -> "";
    };
  }

  public static long whole(List<KeyValue> attributes, String key) {
    return (long) number(attributes, key);
  }

  public static double number(List<KeyValue> attributes, String key) {
    AnyValue value = value(attributes, key);
    return switch (value.getValueCase()) {
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      default -> 0;
    };
  }

  /** The texts of a list; empty when it is none. */
  public static List<String> texts(List<KeyValue> attributes, String key) {
    return value(attributes, key).getArrayValue().getValuesList().stream()
        .map(AnyValue::getStringValue)
        .toList();
  }

  private static AnyValue value(List<KeyValue> attributes, String key) {
    for (KeyValue attribute : attributes) {
      if (attribute.getKey().equals(key)) {
        return attribute.getValue();
      }
    }
    return AnyValue.getDefaultInstance();
  }
}
