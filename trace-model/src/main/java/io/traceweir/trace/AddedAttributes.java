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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The attributes that say why a trace was kept, and what of it was left out. */
final class AddedAttributes {
  private static final String RULE = "traceweir.rule";
  private static final String TRIGGER = "traceweir.trigger";
  private static final String CUT_SPANS = "traceweir.cut_spans";

  private static final byte[] NO_FIELDS = {};

  static final AddedAttributes NONE = new AddedAttributes(List.of());

  private final List<KeyValue> list;
  private final List<byte[]> keys;
  private byte[] fields = NO_FIELDS;

  private AddedAttributes(List<KeyValue> list) {
    this.list = List.copyOf(list);
    this.keys = list.stream().map(attribute -> attribute.getKey().getBytes(UTF_8)).toList();
  }

  /** Rule and trigger. */
  static AddedAttributes why(Annotation annotation) {
    return new AddedAttributes(whyList(annotation));
  }

  /** What the one span has to say that speaks for its trace. */
  static AddedAttributes forTrace(Annotation annotation) {
    List<KeyValue> all = new ArrayList<>();
    if (annotation.where() != Annotation.Where.NONE) {
      all.addAll(whyList(annotation));
    }
    if (annotation.cutSpans() > 0) {
      var count = AnyValue.newBuilder().setIntValue(annotation.cutSpans());
      all.add(KeyValue.newBuilder().setKey(CUT_SPANS).setValue(count).build());
    }
    return new AddedAttributes(all);
  }

  private static List<KeyValue> whyList(Annotation annotation) {
    return List.of(text(RULE, annotation.rule()), text(TRIGGER, annotation.trigger()));
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  List<KeyValue> list() {
    return list;
  }

  /** As fields of a span. */
  byte[] fields() {
    if (fields.length == 0 && !list.isEmpty()) {
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
      int length = in.length();
      return keys.stream().anyMatch(key -> is(key, bytes, at, length));
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
