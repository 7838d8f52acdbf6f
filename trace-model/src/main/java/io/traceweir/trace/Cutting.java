// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.Part;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is too large so that as much as possible stays: the longest texts first, all to the
 * same length, down to 256 bytes; when that is not enough, what there is many of is left out
 * ({@link Dropping}). What was cut carries {@code traceweir.truncated}. Rare, so messages are
 * built.
 */
final class Cutting {
  static final String TRUNCATED = "traceweir.truncated";

  static final KeyValue MARK =
      KeyValue.newBuilder()
          .setKey(TRUNCATED)
          .setValue(AnyValue.newBuilder().setBoolValue(true))
          .build();

  /** For the mark, and for the counts of what is left out. */
  private static final int ROOM = 64;

  private Cutting() {}

  /** A span or log record of at most so many bytes; null when that is not to be had. */
  static byte @Nullable [] item(Part part, Body body, int maxBytes) {
    try {
      var in = ByteString.copyFrom(body.bytes, body.offset, body.length);
      Message whole = part.equals(Part.SPAN) ? Span.parseFrom(in) : LogRecord.parseFrom(in);
      Message.Builder cut = cut(whole, maxBytes);
      return cut == null ? null : marked(cut).build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  static Resource resource(Resource resource, int maxBytes) {
    byte[] cut = frame(ResourceSpans.getDefaultInstance(), resource.bytes(), maxBytes);
    return cut == null ? Essentials.of(resource) : new Resource(cut);
  }

  static Scope scope(Scope scope, int maxBytes) {
    byte[] cut = frame(ScopeSpans.getDefaultInstance(), scope.bytes(), maxBytes);
    return cut == null ? Scope.NONE : new Scope(cut);
  }

  /** The frames of spans and of logs are alike. */
  private static byte @Nullable [] frame(Message kind, byte[] bytes, int maxBytes) {
    try {
      Message whole = kind.getParserForType().parseFrom(bytes);
      FieldDescriptor head = whole.getDescriptorForType().findFieldByNumber(1);
      Message.Builder texts = Shortening.of(whole, maxBytes - ROOM).toBuilder();
      Message headCut = (Message) texts.getField(head);
      int around = texts.build().getSerializedSize() - headCut.getSerializedSize();
      Message.Builder fitting = Dropping.from(headCut, maxBytes - ROOM - around);
      return fitting == null
          ? null
          : texts.setField(head, marked(fitting).build()).build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  private static Message.@Nullable Builder cut(Message whole, int maxBytes) {
    return Dropping.from(Shortening.of(whole, maxBytes - ROOM), maxBytes - ROOM);
  }

  private static Message.Builder marked(Message.Builder cut) {
    FieldDescriptor attributes = cut.getDescriptorForType().findFieldByName("attributes");
    if (attributes == null || attributes.getJavaType() != JavaType.MESSAGE) {
      throw new IllegalArgumentException("no attributes: " + cut.getDescriptorForType().getName());
    }
    for (int i = 0; i < cut.getRepeatedFieldCount(attributes); i++) {
      if (MARK.equals(cut.getRepeatedField(attributes, i))) {
        return cut;
      }
    }
    return cut.addRepeatedField(attributes, MARK);
  }
}
