// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.testkit.EmbeddedKafka;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million trace ids with one span each and no root, in a process with 256 MB of heap. The system
 * properties {@code traceweir.ids} and {@code traceweir.heap} (MB) make it another number, or
 * another heap.
 */
class SmallHeapIT {
  private static final int IDS = Integer.getInteger("traceweir.ids", 1_000_000);
  private static final int HEAP_MEGABYTES = Integer.getInteger("traceweir.heap", 256);
  private static final int PER_REQUEST = 500;
  private static final Duration DATA_TIME = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(5).plusMillis(IDS / 5L);

  @TempDir Path dir;
  private final BitSet decided = new BitSet();
  private final Map<String, Integer> byTrigger = new TreeMap<>();
  private int again;

  @Test
  void shouldDecideEachOfAMillionTracesOnceOnASmallHeap() throws Exception {
    long began = System.nanoTime();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0, new Properties())) {
      try (var pipeline = SmallHeapProcess.start(kafka, dir, HEAP_MEGABYTES)) {
        send(kafka.bootstrapServers());
        awaitDecisions(kafka.bootstrapServers(), pipeline);
        pipeline.stop();
        System.out.printf(
            "%,d ids on %d MB: %s after %d s; %s%n",
            IDS,
            HEAP_MEGABYTES,
            byTrigger,
            Duration.ofNanos(System.nanoTime() - began).toSeconds(),
            lines(pipeline.log()));
      }
    }
  }

  private static String lines(String log) {
    return String.join(
        ", ",
        log.lines().filter(l -> l.startsWith("forgotten") || l.startsWith("budget")).toList());
  }

  private static void send(String bootstrapServers) throws Exception {
    long start = System.currentTimeMillis() - Duration.ofMinutes(2).toMillis();
    try (var topics = new TestTopics(bootstrapServers)) {
      for (int first = 0; first < IDS; first += PER_REQUEST) {
        long millis = start + DATA_TIME.toMillis() * first / IDS;
        int partition = first / PER_REQUEST % SmallHeapProcess.PARTITIONS;
        topics.sendTo(new TopicPartition("otlp_spans", partition), millis, request(first, millis));
        if (first % (1000 * PER_REQUEST) == 0) {
          topics.flush();
        }
      }
      long end = start + DATA_TIME.plus(SmallHeapProcess.DECISION_WAIT).toMillis() + 1_000;
      SmallHeapProcess.sendTime(topics, end);
    }
  }

  private static byte[] request(int first, long millis) {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    for (int i = first; i < Math.min(IDS, first + PER_REQUEST); i++) {
      spans.addSpans(
          Span.newBuilder()
              .setTraceId(bytes(ByteBuffer.allocate(16).putLong(0, ~i).putLong(8, i)))
              .setSpanId(bytes(ByteBuffer.allocate(8).putLong(0, 1L + i)))
              .setParentSpanId(bytes(ByteBuffer.allocate(8).putLong(0, -1L)))
              .setName("orphan")
              .setKind(Span.SpanKind.SPAN_KIND_SERVER)
              .setStartTimeUnixNano(millis * 1_000_000)
              .setEndTimeUnixNano(millis * 1_000_000 + 1));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
        .build()
        .toByteArray();
  }

  private static ByteString bytes(ByteBuffer buffer) {
    return ByteString.copyFrom(buffer);
  }

  private void awaitDecisions(String bootstrapServers, SmallHeapProcess pipeline) {
    var bytes = new ByteArrayDeserializer();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.GROUP_ID_CONFIG,
                "counter"),
            bytes,
            bytes)) {
      consumer.subscribe(List.of("otlp_decisions"));
      pipeline.await(
          PATIENCE,
          Duration.ofMillis(1),
          () -> {
            consumer.poll(Duration.ofMillis(500)).forEach(r -> take(r.value()));
            return decided.cardinality() >= IDS;
          });
      consumer.poll(Duration.ofSeconds(2)).forEach(r -> take(r.value()));
    }
    assertThat(again).isZero();
    assertThat(byTrigger).containsOnlyKeys("memory", "timeout");
    assertThat(byTrigger.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(IDS);
  }

  private void take(byte[] request) {
    for (LogRecord decision : TestTopics.logs(request)) {
      int id = Math.toIntExact(decision.getTraceId().asReadOnlyByteBuffer().getLong(8));
      again += decided.get(id) ? 1 : 0;
      decided.set(id);
      byTrigger.merge(Outputs.say(decision, "trigger"), 1, Integer::sum);
    }
  }
}
