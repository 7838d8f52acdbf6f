// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A trace of a million spans among others. Each of its requests ends with a span and a failed one
 * below it; everything else is dull.
 */
class GiantTraceTopologyTest {
  private static final int SPANS = 1_000_000;
  private static final int PER_REQUEST = 2_000;
  private static final int REQUESTS = SPANS / PER_REQUEST;
  private static final int LIMIT = 20_000;
  private static final int OTHERS = 50;
  private static final long ROOT_ID = 1;
  private static final TraceBuilder GIANT = Traces.trace("giant");

  /** What may be cut from each request that lies beyond the limit. */
  private static final int DULL = PER_REQUEST - 2;

  /** The limit of spans, as many bytes as they take, and four for each of a million spans. */
  private static final double MOST_BYTES = 8e6;

  /** A million spans, each against 50,000 fingerprints of 32 bits: some twelve. */
  private static final long MOST_MISTAKEN = 40;

  @TempDir Path stateDir;
  private double mostBytes;

  @Test
  void shouldDecideATraceOfAMillionSpansAtItsLimitAndDisturbNoOther() throws Exception {
    try (var pipeline = new PipelineDriver(QuickSettings.of("unused:9092", stateDir))) {
      pipeline.clock(0);
      send(pipeline);
      pipeline.send("otlp_spans", null, request(REQUESTS - 1), 5_000); // once more
      pipeline.clock(20_000);
      pipeline.clock(40_000);

      giantIsDecidedAtItsLimit(pipeline);
      long mistaken = mistakenForDuplicates(pipeline);
      assertThat(mistaken).isBetween(0L, MOST_MISTAKEN);
      essentialsAreKept(pipeline, mistaken);
      othersAreWhole(pipeline);
      assertThat(pipeline.sums().spans()).isEqualTo(SPANS + 3L * OTHERS - mistaken);
      assertThat(mostBytes).isLessThan(MOST_BYTES);
    }
  }

  /** One request came twice; what else is taken for a duplicate is not one. */
  private static long mistakenForDuplicates(PipelineDriver pipeline) {
    var counter = pipeline.meters.get("traceweir.duplicates").tag("when", "after_decision");
    return Math.round(counter.counter().count()) - PER_REQUEST;
  }

  private void send(PipelineDriver pipeline) {
    for (int i = 0; i < REQUESTS; i++) {
      long millis = 5L * i;
      pipeline.send("otlp_spans", null, request(i), millis);
      if (i % (REQUESTS / OTHERS) == 0) {
        pipeline.send(other(i / (REQUESTS / OTHERS)), millis);
      }
      mostBytes = Math.max(mostBytes, gauge(pipeline, "buffer") + gauge(pipeline, "memory"));
    }
  }

  private static double gauge(PipelineDriver pipeline, String what) {
    return pipeline.meters.get("traceweir." + what + ".bytes").gauge().value();
  }

  private static TraceBuilder other(int number) {
    return Traces.trace("other " + number)
        .root("page")
        .service("shop")
        .child("query")
        .error()
        .child("row");
  }

  private static void giantIsDecidedAtItsLimit(PipelineDriver pipeline) {
    assertThat(pipeline.decisions()).hasSize(1 + OTHERS);
    assertThat(pipeline.say(GIANT, "trigger")).isEqualTo("span_limit");
    assertThat(pipeline.say(GIANT, "flags")).contains("limited");
    assertThat(pipeline.say(GIANT, "spans")).isEqualTo(Integer.toString(LIMIT + PER_REQUEST));
    assertThat(pipeline.say(GIANT, "cut_spans")).isEqualTo(Integer.toString(DULL));
  }

  private static void essentialsAreKept(PipelineDriver pipeline, long mistaken) {
    int beyond = REQUESTS - LIMIT / PER_REQUEST;
    Set<Long> ids = new HashSet<>();
    long stated = 0;
    int failed = 0;
    for (Span span : pipeline.keptSpans()) {
      if (span.getTraceId().equals(id(GIANT))) {
        assertThat(ids.add(span.getSpanId().asReadOnlyByteBuffer().getLong())).isTrue();
        failed += span.hasStatus() ? 1 : 0;
        stated = Math.max(stated, cutSpans(span));
      }
    }
    assertThat(ids).hasSize(LIMIT + 2 * beyond);
    assertThat(failed).isEqualTo(REQUESTS);
    assertThat(stated).isEqualTo((long) DULL * beyond - mistaken);
  }

  private static long cutSpans(Span span) {
    return Long.parseLong(
        Outputs.attributes(span.getAttributesList()).getOrDefault("traceweir.cut_spans", "0"));
  }

  private static void othersAreWhole(PipelineDriver pipeline) {
    for (int i = 0; i < OTHERS; i++) {
      assertThat(pipeline.say(other(i), "trigger")).isEqualTo("root");
      assertThat(pipeline.say(other(i), "spans")).isEqualTo("3");
    }
    assertThat(pipeline.keptSpans())
        .filteredOn(span -> !span.getTraceId().equals(id(GIANT)))
        .hasSize(3 * OTHERS);
  }

  private static ByteString id(TraceBuilder trace) {
    return ByteString.fromHex(trace.traceId());
  }

  private static byte[] request(int number) {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    for (int i = 0; i < PER_REQUEST; i++) {
      spans.addSpans(span(number, i));
    }
    var service =
        KeyValue.newBuilder()
            .setKey("service.name")
            .setValue(AnyValue.newBuilder().setStringValue("giant"));
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(service))
                .addScopeSpans(spans))
        .build()
        .toByteArray();
  }

  private static Span.Builder span(int request, int index) {
    long id = ROOT_ID + (long) request * PER_REQUEST + index;
    boolean failed = index == PER_REQUEST - 1;
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(id(GIANT))
            .setSpanId(spanId(id))
            .setName("step")
            .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
            .setStartTimeUnixNano(1_000_000_000L + id)
            .setEndTimeUnixNano(1_000_000_100L + id);
    if (id > ROOT_ID) {
      span.setParentSpanId(spanId(failed ? id - 1 : ROOT_ID));
    }
    if (failed) {
      span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    }
    return span;
  }

  private static ByteString spanId(long id) {
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(0, id));
  }
}
