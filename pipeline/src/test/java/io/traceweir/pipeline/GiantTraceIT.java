// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace of a million spans among others, on a real broker, in a process with 256 MB of heap. */
class GiantTraceIT {
  private static final int HEAP_MEGABYTES = 256;
  private static final Duration DATA_TIME = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path dir;

  @Test
  void shouldDecideATraceOfAMillionSpansOnceAndDisturbNoOther() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0, new Properties())) {
      try (var pipeline = SmallHeapProcess.start(kafka, dir, HEAP_MEGABYTES);
          var outputs = new Outputs(kafka.bootstrapServers())) {
        send(kafka.bootstrapServers());
        long least = GiantTrace.SPANS + others() - GiantTrace.MOST_MISTAKEN;
        pipeline.await(PATIENCE, Duration.ofSeconds(1), () -> spans(outputs) >= least);
        verify(outputs);
      }
    }
  }

  private static long others() {
    return 3L * GiantTrace.OTHERS;
  }

  /** Those of the closing requests have none. */
  private static long spans(Outputs outputs) {
    return outputs.calls().values().stream().mapToLong(Long::longValue).sum();
  }

  private static void send(String bootstrapServers) throws Exception {
    long start = System.currentTimeMillis() - Duration.ofMinutes(5).toMillis();
    try (var topics = new TestTopics(bootstrapServers)) {
      int between = GiantTrace.REQUESTS / GiantTrace.OTHERS;
      for (int i = 0; i < GiantTrace.REQUESTS; i++) {
        long millis = start + DATA_TIME.toMillis() * i / GiantTrace.REQUESTS;
        var to = new TopicPartition("otlp_spans", i % SmallHeapProcess.PARTITIONS);
        topics.sendTo(to, millis, GiantTrace.request(i));
        if (i % between == 0) {
          topics.sendTo(to, millis, GiantTrace.other(i / between).request().toByteArray());
        }
      }
      topics.flush();
      close(topics, start + DATA_TIME.toMillis());
    }
  }

  /** Time goes on, without spans, until all waits and the interval of the metrics are over. */
  private static void close(TestTopics topics, long millis) throws Exception {
    for (Duration later : List.of(SmallHeapProcess.DECISION_WAIT, Duration.ofMinutes(3))) {
      SmallHeapProcess.sendTime(topics, millis + later.toMillis() + 1_000);
    }
  }

  private static void verify(Outputs outputs) {
    List<LogRecord> decisions = outputs.decisions();
    assertThat(decisions).hasSize(1 + GiantTrace.OTHERS);
    assertThat(say(decisions, GiantTrace.TRACE, "trigger")).isEqualTo("span_limit");
    for (int i = 0; i < GiantTrace.OTHERS; i++) {
      assertThat(say(decisions, GiantTrace.other(i), "trigger")).isEqualTo("root");
      assertThat(say(decisions, GiantTrace.other(i), "spans")).isEqualTo("3");
    }
    assertThat(spans(outputs)).isLessThanOrEqualTo(GiantTrace.SPANS + others());
    List<Span> kept = outputs.keptSpans();
    assertThat(kept)
        .filteredOn(span -> !span.getTraceId().equals(GiantTrace.ID))
        .hasSize(3 * GiantTrace.OTHERS);
    assertThat(kept)
        .filteredOn(span -> span.getTraceId().equals(GiantTrace.ID) && span.hasStatus())
        .extracting(Span::getSpanId)
        .doesNotHaveDuplicates()
        .hasSizeBetween(GiantTrace.REQUESTS - GiantTrace.MOST_MISTAKEN, GiantTrace.REQUESTS);
  }

  private static String say(List<LogRecord> decisions, TraceBuilder trace, String what) {
    return decisions.stream()
        .filter(d -> Outputs.traceId(d).equals(trace.traceId()))
        .map(d -> Outputs.say(d, what))
        .findFirst()
        .orElseThrow();
  }
}
