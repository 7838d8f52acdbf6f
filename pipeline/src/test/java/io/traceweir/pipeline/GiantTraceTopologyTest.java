// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace of a million spans among others. */
class GiantTraceTopologyTest {
  private static final int LIMIT = 20_000;

  /** What may be cut from each request that lies beyond the limit. */
  private static final int DULL = GiantTrace.PER_REQUEST - 2;

  /** The limit of spans, as many bytes as they take, and four for each of a million spans. */
  private static final double MOST_BYTES = 8e6;

  @TempDir Path stateDir;
  private double mostBytes;

  @Test
  void shouldDecideATraceOfAMillionSpansAtItsLimitAndDisturbNoOther() throws Exception {
    try (var pipeline = new PipelineDriver(QuickSettings.of("unused:9092", stateDir))) {
      pipeline.clock(0);
      send(pipeline);
      pipeline.send(
          "otlp_spans", null, GiantTrace.request(GiantTrace.REQUESTS - 1), 5_000); // once more
      pipeline.clock(20_000);
      pipeline.clock(40_000);

      giantIsDecidedAtItsLimit(pipeline);
      long mistaken = mistakenForDuplicates(pipeline);
      assertThat(mistaken).isBetween(0L, (long) GiantTrace.MOST_MISTAKEN);
      essentialsAreKept(pipeline, mistaken);
      othersAreWhole(pipeline);
      assertThat(pipeline.sums().spans())
          .isEqualTo(GiantTrace.SPANS + 3L * GiantTrace.OTHERS - mistaken);
      assertThat(mostBytes).isLessThan(MOST_BYTES);
    }
  }

  /** One request came twice; what else is taken for a duplicate is not one. */
  private static long mistakenForDuplicates(PipelineDriver pipeline) {
    var counter = pipeline.meters.get("traceweir.duplicates").tag("when", "after_decision");
    return Math.round(counter.counter().count()) - GiantTrace.PER_REQUEST;
  }

  private void send(PipelineDriver pipeline) {
    for (int i = 0; i < GiantTrace.REQUESTS; i++) {
      long millis = 5L * i;
      pipeline.send("otlp_spans", null, GiantTrace.request(i), millis);
      if (i % (GiantTrace.REQUESTS / GiantTrace.OTHERS) == 0) {
        pipeline.send(GiantTrace.other(i / (GiantTrace.REQUESTS / GiantTrace.OTHERS)), millis);
      }
      mostBytes = Math.max(mostBytes, gauge(pipeline, "buffer") + gauge(pipeline, "memory"));
    }
  }

  private static double gauge(PipelineDriver pipeline, String what) {
    return pipeline.meters.get("traceweir." + what + ".bytes").gauge().value();
  }

  private static void giantIsDecidedAtItsLimit(PipelineDriver pipeline) {
    assertThat(pipeline.decisions()).hasSize(1 + GiantTrace.OTHERS);
    assertThat(pipeline.say(GiantTrace.TRACE, "trigger")).isEqualTo("span_limit");
    assertThat(pipeline.say(GiantTrace.TRACE, "flags")).contains("limited");
    assertThat(pipeline.say(GiantTrace.TRACE, "spans"))
        .isEqualTo(Integer.toString(LIMIT + GiantTrace.PER_REQUEST));
    assertThat(pipeline.say(GiantTrace.TRACE, "cut_spans")).isEqualTo(Integer.toString(DULL));
  }

  private static void essentialsAreKept(PipelineDriver pipeline, long mistaken) {
    int beyond = GiantTrace.REQUESTS - LIMIT / GiantTrace.PER_REQUEST;
    Set<Long> ids = new HashSet<>();
    long stated = 0;
    int failed = 0;
    for (Span span : pipeline.keptSpans()) {
      if (span.getTraceId().equals(GiantTrace.ID)) {
        assertThat(ids.add(span.getSpanId().asReadOnlyByteBuffer().getLong())).isTrue();
        failed += span.hasStatus() ? 1 : 0;
        stated = Math.max(stated, cutSpans(span));
      }
    }
    assertThat(ids).hasSize(LIMIT + 2 * beyond);
    assertThat(failed).isEqualTo(GiantTrace.REQUESTS);
    assertThat(stated).isEqualTo((long) DULL * beyond - mistaken);
  }

  private static long cutSpans(Span span) {
    return Long.parseLong(
        Outputs.attributes(span.getAttributesList()).getOrDefault("traceweir.cut_spans", "0"));
  }

  private static void othersAreWhole(PipelineDriver pipeline) {
    for (int i = 0; i < GiantTrace.OTHERS; i++) {
      assertThat(pipeline.say(GiantTrace.other(i), "trigger")).isEqualTo("root");
      assertThat(pipeline.say(GiantTrace.other(i), "spans")).isEqualTo("3");
    }
    assertThat(pipeline.keptSpans())
        .filteredOn(span -> !span.getTraceId().equals(GiantTrace.ID))
        .hasSize(3 * GiantTrace.OTHERS);
  }
}
