// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out links, events and attributes until a message is small enough, and adds them to the
 * counts of dropped ones that OTLP has for that: large ones first, then links, events and
 * attributes, the last ones first. What Traceweir added stays.
 */
final class Dropping {
  private static final List<String> KINDS = List.of("attributes", "events", "links");
  private static final int LARGE = 1024;
  private static final String OURS = "traceweir.";

  /** Large ones by size; the others by kind, from the end. */
  private static final Comparator<Part> ORDER =
      Comparator.comparingInt((Part p) -> p.bytes > LARGE ? -p.bytes : 0)
          .thenComparingInt(p -> -p.kind)
          .thenComparingInt(p -> -p.index);

  /** One of the things that there are many of, and what it takes. */
  private record Part(int kind, int index, int bytes) {}

  private Dropping() {}

  /** Null when it is still too large without all that can be left out. */
  static Message.@Nullable Builder from(Message whole, int maxBytes) {
    long left = (long) whole.getSerializedSize() - maxBytes;
    if (left <= 0) {
      return whole.toBuilder();
    }
    List<Part> parts = parts(whole);
    parts.sort(ORDER);
    Map<Integer, BitSet> dropped = new HashMap<>();
    for (Part part : parts) {
      if (left > 0) {
        dropped.computeIfAbsent(part.kind, k -> new BitSet()).set(part.index);
        left -= part.bytes;
      }
    }
    return left > 0 ? null : without(whole, dropped);
  }

  private static List<Part> parts(Message whole) {
    List<Part> parts = new ArrayList<>();
    for (int kind = 0; kind < KINDS.size(); kind++) {
      FieldDescriptor field = whole.getDescriptorForType().findFieldByName(KINDS.get(kind));
      if (field != null) {
        List<?> all = (List<?>) whole.getField(field);
        for (int i = 0; i < all.size(); i++) {
          Message one = (Message) all.get(i);
          if (!isOurs(one)) {
            int bytes = CodedOutputStream.computeMessageSize(field.getNumber(), one);
            parts.add(new Part(kind, i, bytes));
          }
        }
      }
    }
    return parts;
  }

  private static boolean isOurs(Message one) {
    return one instanceof KeyValue attribute && attribute.getKey().startsWith(OURS);
  }

  private static Message.Builder without(Message whole, Map<Integer, BitSet> dropped) {
    Message.Builder builder = whole.toBuilder();
    dropped.forEach(
        (kind, indices) -> {
          String name = KINDS.get(kind);
          FieldDescriptor field = whole.getDescriptorForType().findFieldByName(name);
          FieldDescriptor count =
              whole.getDescriptorForType().findFieldByName("dropped_" + name + "_count");
          List<?> all = (List<?>) whole.getField(field);
          builder.clearField(field);
          for (int i = indices.nextClearBit(0); i < all.size(); i = indices.nextClearBit(i + 1)) {
            builder.addRepeatedField(field, all.get(i));
          }
          builder.setField(count, (Integer) whole.getField(count) + indices.cardinality());
        });
    return builder;
  }
}
