// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;

/** Tells damage that makes a request unreadable for everybody from what only we could not read. */
final class Damage {
  private Damage() {}

  static boolean isIn(Span span) {
    return span.unreadable && breaks(span, io.opentelemetry.proto.trace.v1.Span.newBuilder());
  }

  static boolean isIn(LogRecord log) {
    return log.unreadable && breaks(log, io.opentelemetry.proto.logs.v1.LogRecord.newBuilder());
  }

  static boolean isAround(Body body) {
    return body.resource.isUnreadable() || body.scope.isUnreadable();
  }

  private static boolean breaks(TraceItem item, MessageLite.Builder message) {
    try {
      message.mergeFrom(item.bytes, item.offset, item.length);
      return false;
    } catch (InvalidProtocolBufferException e) {
      return true;
    }
  }
}
