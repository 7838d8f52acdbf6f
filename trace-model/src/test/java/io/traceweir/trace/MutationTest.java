// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.RandomRequests;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged requests go all the way; only the splitter may refuse them. */
class MutationTest {
  private static final int CASES = 100_000;
  private static final int LIMIT = 5_000;

  private final RequestSplitter splitter = new RequestSplitter();
  private final AttributeNames names = new AttributeNames();
  private final int method = names.slot("http.method");
  private final TraceReader reader = new TraceReader(names, new ResourceCache(100_000));
  private final TraceWriter writer = new TraceWriter();
  private final Random random = new Random(5);
  private final RandomRequests requests = new RandomRequests(5);
  private int split;
  private int refused;
  private int unreadable;

  @ParameterizedTest
  @EnumSource
  void shouldThrowNothingElseThanMalformed(Signal signal) {
    byte[] valid = {};
    for (int i = 0; i < CASES; i++) {
      if (i % 20 == 0) {
        valid =
            signal == Signal.SPANS ? requests.spans().toByteArray() : requests.logs().toByteArray();
      }
      byte[] damaged = damage(valid);
      try {
        process(signal, damaged);
      } catch (RuntimeException | StackOverflowError e) {
        fail("case " + i, e);
      }
    }
    // the test is worth something only when all ways are taken
    assertThat(split).isGreaterThan(1_000);
    assertThat(refused).isGreaterThan(1_000);
    assertThat(unreadable).isGreaterThan(100);
  }

  private void process(Signal signal, byte[] damaged) {
    read(signal, 1L << 56, 0, damaged, 0, damaged.length);
    try {
      splitter.split(
          signal,
          damaged,
          new RequestSplitter.Output() {
            @Override
            public void trace(
                long high,
                long low,
                byte[] bytes,
                int offset,
                int length,
                int items,
                boolean root) {
              split++;
              read(signal, high, low, bytes, offset, length);
            }

            @Override
            public void withoutTrace(byte[] request, int items) {}

            @Override
            public void mildWithoutTrace(int items) {}

            @Override
            public void rejected(String reason, byte[] request) {}
          });
    } catch (MalformedOtlpException e) {
      refused++;
    }
  }

  private void read(Signal signal, long high, long low, byte[] bytes, int offset, int length) {
    reader.begin(high, low);
    reader.add(signal, bytes, offset, length);
    Trace trace = reader.finish();
    unreadable += trace.unreadable();
    trace.root();
    trace.randomness();
    assertThat(trace.durationNanos()).isNotNegative();
    for (int i = 0; i < trace.spanCount(); i++) {
      Span span = trace.span(i);
      trace.parent(span);
      span.name();
      span.attribute(method);
      span.resource().serviceName();
      assertThat(span.durationNanos()).isNotNegative();
    }
    for (int i = 0; i < trace.logCount(); i++) {
      trace.log(i).body();
      trace.log(i).severityText();
    }
    Annotation annotation = new Annotation("rule", "root", random.nextInt(), Annotation.Where.ROOT);
    int limit = random.nextBoolean() ? LIMIT : 10;
    writer.spans(trace, annotation, limit, request -> check(Signal.SPANS, request, limit));
    writer.logs(trace, limit, request -> check(Signal.LOGS, request, limit));
  }

  /** Protobuf's own parsers are as strict as readers get. */
  private static void check(Signal signal, byte[] request, int limit) {
    assertThat(request.length).isLessThanOrEqualTo(Math.max(limit, 4_096));
    assertThatCode(
            () ->
                (signal == Signal.SPANS
                        ? ExportTraceServiceRequest.parser()
                        : ExportLogsServiceRequest.parser())
                    .parseFrom(request))
        .doesNotThrowAnyException();
  }

  private byte[] damage(byte[] valid) {
    byte[] damaged =
        random.nextInt(4) == 0
            ? Arrays.copyOf(valid, random.nextInt(valid.length + 1))
            : valid.clone();
    for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(3)) {
        case 0 -> damaged[at] = (byte) random.nextInt();
        case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        default -> {
          int to = random.nextInt(damaged.length);
          int length = Math.min(random.nextInt(20), damaged.length - Math.max(at, to));
          System.arraycopy(valid, at, damaged, to, length);
        }
      }
    }
    return damaged;
  }
}
