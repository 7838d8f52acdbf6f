// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.traceweir.trace.SentAttribute;
import io.traceweir.trace.Structured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map as OTLP sends it: pairs in order, where a key may come twice and the first one counts. */
final class Pairs {
  private final List<String> keys = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();

  static Pairs of(List<SentAttribute> attributes) {
    Pairs pairs = new Pairs();
    attributes.forEach(attribute -> pairs.add(attribute.key(), unwrapped(attribute.value())));
    return pairs;
  }

  static Pairs of(Map<String, Object> attributes) {
    Pairs pairs = new Pairs();
    attributes.forEach((key, value) -> pairs.add(key, unwrapped(value)));
    return pairs;
  }

  /** A value as a trace has it, as conditions have it. */
  static @Nullable Object unwrapped(@Nullable Object sent) {
    return sent instanceof Structured structured ? of(structured.value()) : sent;
  }

  private static @Nullable Object of(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BYTES_VALUE -> value.getBytesValue().toByteArray();
      case ARRAY_VALUE -> {
        List<@Nullable Object> items = new ArrayList<>();
        value.getArrayValue().getValuesList().forEach(item -> items.add(of(item)));
        yield items;
      }
      case KVLIST_VALUE -> {
        Pairs pairs = new Pairs();
        for (KeyValue entry : value.getKvlistValue().getValuesList()) {
          pairs.add(entry.getKey(), of(entry.getValue()));
        }
        yield pairs;
      }
      default -> null;
    };
  }

  void add(String key, @Nullable Object value) {
    keys.add(key);
    values.add(value);
  }

  int size() {
    return keys.size();
  }

  List<String> keys() {
    return keys;
  }

  List<@Nullable Object> values() {
    return values;
  }

  @Nullable Object get(String key) {
    int at = keys.indexOf(key);
    return at < 0 ? null : values.get(at);
  }

  /** The same keys with equal values, in any order. */
  boolean isEqualTo(Pairs other) {
    if (size() != other.size()) {
      return false;
    }
    for (int i = 0; i < keys.size(); i++) {
      if (!other.keys.contains(keys.get(i))
          || !Comparison.isEqual(values.get(i), other.get(keys.get(i)))) {
        return false;
      }
    }
    return true;
  }
}
