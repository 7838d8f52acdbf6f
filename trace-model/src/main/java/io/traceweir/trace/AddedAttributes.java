// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The attributes that say why a trace was kept. */
final class AddedAttributes {
  private static final String RULE = "traceweir.rule";
  private static final String TRIGGER = "traceweir.trigger";
  private static final byte[] RULE_KEY = RULE.getBytes(UTF_8);
  private static final byte[] TRIGGER_KEY = TRIGGER.getBytes(UTF_8);

  private final List<KeyValue> list;
  private byte[] fields = {};

  AddedAttributes(String rule, String trigger) {
    list = List.of(text(RULE, rule), text(TRIGGER, trigger));
  }

  List<KeyValue> list() {
    return list;
  }

  /** As fields of a span. */
  byte[] fields() {
    if (fields.length == 0) {
      fields = Span.newBuilder().addAllAttributes(list).build().toByteArray();
    }
    return fields;
  }

  /** Whether the attribute in this field of a span has the name of an added one. */
  boolean replaces(byte[] bytes, int fieldStart, int fieldEnd) {
    try {
      WireReader in = new WireReader(bytes, fieldStart, fieldEnd - fieldStart);
      in.tag();
      in.enter();
      if (in.tag() != Tags.KEY) {
        return false;
      }
      int at = in.range();
      return is(RULE_KEY, bytes, at, in.length()) || is(TRIGGER_KEY, bytes, at, in.length());
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean is(byte[] key, byte[] bytes, int at, int length) {
    return Arrays.equals(key, 0, key.length, bytes, at, at + length);
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
