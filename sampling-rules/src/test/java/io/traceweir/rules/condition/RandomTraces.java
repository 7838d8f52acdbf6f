// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import static io.traceweir.testkit.Traces.trace;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.otlp.Signal;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Small random traces whose values meet those of {@link RandomConditions} often. */
final class RandomTraces {
  private final Random random;

  RandomTraces(Random random) {
    this.random = random;
  }

  /** A trace as it comes over the wire; either request may be empty. */
  record Wire(TraceId id, ExportTraceServiceRequest spans, ExportLogsServiceRequest logs) {
    /** What a reader of this wire says. Valid until the reader reads the next one. */
    Trace read(TraceReader reader) {
      reader.begin(id.high(), id.low());
      add(reader, Signal.SPANS, spans.toByteArray());
      add(reader, Signal.LOGS, logs.toByteArray());
      return reader.finish();
    }

    private static void add(TraceReader reader, Signal signal, byte[] bytes) {
      if (bytes.length > 0) {
        reader.add(signal, bytes, 0, bytes.length);
      }
    }
  }

  Wire next() {
    TraceBuilder trace = trace("t" + random.nextInt()).root(text());
    if (random.nextInt(4) == 0) {
      trace = trace("t" + random.nextInt()).orphan(text());
    }
    describe(trace);
    for (int spans = random.nextInt(4); spans > 0; spans--) {
      trace.child(text()).kind(SpanKind.forNumber(1 + random.nextInt(5)));
      describe(trace);
      if (random.nextBoolean()) {
        trace.up();
      }
    }
    boolean onlyLogs = random.nextInt(10) == 0;
    return new Wire(
        TraceId.ofHex(trace.traceId()),
        onlyLogs ? ExportTraceServiceRequest.getDefaultInstance() : trace.request(),
        trace.logs());
  }

  private void describe(TraceBuilder trace) {
    trace.status(StatusCode.forNumber(random.nextInt(3))).scope(text(), text());
    trace.lasting(Duration.ofNanos(TimeUnit.MILLISECONDS.toNanos(96 + random.nextInt(6))));
    trace.after(Duration.ofNanos(random.nextInt(1_000_000)));
    trace.traceState(oneOf(RandomConditions.HEADERS)).flags(oneOf(RandomConditions.FLAGS));
    if (random.nextInt(3) > 0) {
      trace.service(text());
    }
    for (String key : RandomConditions.KEYS) {
      if (random.nextInt(3) == 0) {
        trace.attribute(key, value());
      }
      if (random.nextInt(6) == 0) {
        trace.resource(key, value());
      }
    }
    for (int events = events(); events > 0; events--) {
      trace.event(text());
      if (random.nextBoolean()) {
        trace.eventAttribute("k" + (1 + random.nextInt(4)), value());
      }
    }
    for (int logs = random.nextInt(3); logs > 0; logs--) {
      trace.log(SeverityNumber.forNumber(random.nextInt(25)), text());
      if (random.nextBoolean()) {
        trace.logAttribute("k" + (1 + random.nextInt(4)), value());
      }
    }
  }

  /** Sometimes more of them than are remembered. */
  private int events() {
    return random.nextInt(20) == 0 ? 12 : Math.max(0, random.nextInt(5) - 2);
  }

  private Object value() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextBoolean();
      case 1 -> random.nextInt(5) / 2.0;
      case 2 -> Double.NaN;
      case 3 -> new byte[] {(byte) random.nextInt(2)};
      case 4, 5 -> (long) random.nextInt(5) - 2;
      default -> text();
    };
  }

  private String text() {
    return oneOf(RandomConditions.TEXTS);
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
