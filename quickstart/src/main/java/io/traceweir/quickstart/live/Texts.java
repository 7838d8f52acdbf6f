// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;

/** Attributes as words; the first of these names that is there. */
final class Texts {
  private Texts() {}

  /** Empty when there is none, or none that is a word or a number. */
  static String of(List<KeyValue> attributes, String... names) {
    for (String name : names) {
      for (KeyValue attribute : attributes) {
        if (attribute.getKey().equals(name)) {
          return of(attribute.getValue());
        }
      }
    }
    return "";
  }

  static String of(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue().strip();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      default -> "";
    };
  }
}
