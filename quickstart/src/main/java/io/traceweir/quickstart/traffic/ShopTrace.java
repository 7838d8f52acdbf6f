// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One trace of the shop while it is being told: every span and log so far, ids and luck. */
final class ShopTrace {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Where a span or a log record was made, and when it was ready to be sent. */
  record Item(
      ShopService service,
      int instance,
      long timeNanos,
      @Nullable Span span,
      @Nullable LogRecord log) {}

  private final SplittableRandom random;
  private final ByteString traceId;
  private final List<Item> items = new ArrayList<>();

  ShopTrace(SplittableRandom random) {
    this.random = random;
    this.traceId = id(random.nextLong() | 1, random.nextLong());
  }

  List<Item> items() {
    return items;
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  int pick(int bound) {
    return random.nextInt(bound);
  }

  /** Around the median most of the time, with a tail to the right. */
  long nanos(double medianMillis) {
    double bell = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
    return (long) (medianMillis * Math.exp(bell) * NANOS_PER_MILLI);
  }

  Operation open(
      @Nullable Operation parent,
      ShopService service,
      SpanKind kind,
      String name,
      long startNanos) {
    int instance =
        parent != null && parent.service == service
            ? parent.instance
            : random.nextInt(ShopService.INSTANCES);
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(traceId)
            .setSpanId(id(random.nextLong() | 1))
            .setName(name)
            .setKind(kind)
            .setFlags(1)
            .setStartTimeUnixNano(startNanos);
    if (parent != null) {
      span.setParentSpanId(parent.span.getSpanId());
    }
    return new Operation(service, instance, span);
  }

  private static ByteString id(long... words) {
    ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES);
    for (long word : words) {
      bytes.putLong(word);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  /** A span that has begun. */
  final class Operation {
    private final ShopService service;
    private final int instance;
    private final Span.Builder span;

    private Operation(ShopService service, int instance, Span.Builder span) {
      this.service = service;
      this.instance = instance;
      this.span = span;
    }

    long start() {
      return span.getStartTimeUnixNano();
    }

    Operation child(ShopService at, SpanKind kind, String name, long startNanos) {
      return open(this, at, kind, name, startNanos);
    }

    Operation with(String key, String value) {
      span.addAttributes(ShopService.attribute(key, value));
      return this;
    }

    Operation with(String key, long value) {
      span.addAttributes(ShopService.attribute(key, value));
      return this;
    }

    Operation failed(String message) {
      span.setStatus(
          Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage(message));
      return this;
    }

    /** Says something at a time between start and end. */
    Operation says(SeverityNumber severity, String text, long timeNanos) {
      LogRecord log =
          LogRecord.newBuilder()
              .setTimeUnixNano(timeNanos)
              .setObservedTimeUnixNano(timeNanos)
              .setSeverityNumber(severity)
              .setSeverityText(severity.name().replace("SEVERITY_NUMBER_", ""))
              .setBody(AnyValue.newBuilder().setStringValue(text))
              .setTraceId(traceId)
              .setSpanId(span.getSpanId())
              .setFlags(1)
              .build();
      items.add(new Item(service, instance, timeNanos, null, log));
      return this;
    }

    /** The end, given back for the caller's clock. */
    long close(long endNanos) {
      Span finished = span.setEndTimeUnixNano(endNanos).build();
      items.add(new Item(service, instance, endNanos, finished, null));
      return endNanos;
    }
  }
}
