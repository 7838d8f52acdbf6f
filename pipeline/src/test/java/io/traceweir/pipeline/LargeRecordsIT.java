// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.LargeTraces.Large;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.internal.DefaultRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Large traces, and items larger than any topic takes, between healthy traces that share their
 * partitions. Two pipelines read the same input and write protobuf without compression, and JSON
 * with; their topics are as large as brokers make them.
 */
@ParameterizedClass
@EnumSource(Partitioning.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before the first test
class LargeRecordsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int TOPIC_BYTES = 1 << 20;
  private static final String LARGE_INPUT = Integer.toString(16 << 20);

  @Parameter Partitioning partitioning;
  private final LargeTraces traces = new LargeTraces();
  private EmbeddedKafka kafka;
  private KafkaProducer<byte[], byte[]> producer;
  private final List<Written> written = new ArrayList<>();

  /** A pipeline and what came of it. */
  private record Written(Pipeline pipeline, SimpleMeterRegistry meters, KeptItems items) {
    double cut() {
      return meters.counter("traceweir.cut", "what", "item").count();
    }
  }

  @BeforeParameterizedClassInvocation
  void start(Partitioning partitioning, @TempDir Path state) throws PipelineException {
    kafka = EmbeddedKafka.start();
    kafka.createTopic("otlp_spans", 1, Map.of("max.message.bytes", LARGE_INPUT));
    kafka.createTopic("otlp_logs", 1, Map.of("max.message.bytes", LARGE_INPUT));
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGE_INPUT,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "zstd"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    written.clear();
    written.add(start(Encoding.OTLP_PROTO, "none", partitioning, state));
    written.add(start(Encoding.OTLP_JSON, "gzip", partitioning, state));
  }

  private Written start(Encoding output, String compression, Partitioning partitioning, Path state)
      throws PipelineException {
    PipelineSettings settings =
        settings(output, partitioning, state, Map.of("producer.compression.type", compression));
    var meters = new SimpleMeterRegistry();
    Pipeline pipeline = Pipeline.start(settings, meters, PATIENCE);
    return new Written(
        pipeline, meters, new KeptItems(kafka.bootstrapServers(), settings.output()));
  }

  private PipelineSettings settings(
      Encoding output, Partitioning partitioning, Path state, Map<String, String> properties) {
    String name = output.name().toLowerCase(Locale.ROOT);
    PipelineSettings s =
        QuickSettings.of(kafka.bootstrapServers(), state.resolve(name), partitioning);
    PipelineSettings.Traces t = s.traces();
    return new PipelineSettings(
        new PipelineSettings.Kafka(
            s.kafka().bootstrapServers(),
            name,
            s.kafka().guarantee(),
            s.kafka().commitInterval(),
            1,
            s.kafka().stateDir(),
            properties),
        s.input(),
        new PipelineSettings.Fragments(name + "_fragments", 2, s.fragments().retention()),
        new PipelineSettings.Traces(
            Duration.ofMinutes(1),
            t.decisionWaitAfterRoot(),
            t.logsOnlyWait(),
            t.limitSpans(),
            64 << 20,
            t.memoryBytes(),
            t.rememberDecisionsFor(),
            t.rememberDuplicatesFor(),
            t.maxSourceSkew()),
        s.sampling(),
        new PipelineSettings.Output(
            name + "_spans_kept",
            name + "_logs_kept",
            name + "_decisions",
            name + "_dead_letters",
            output,
            s.output().logsWithoutTrace()),
        new PipelineSettings.Metrics(
            name + "_metrics_spans",
            name + "_metrics_graph",
            s.metrics().interval(),
            true,
            s.metrics().series()));
  }

  @AfterParameterizedClassInvocation
  void stop() {
    written.forEach(w -> w.pipeline.close());
    written.forEach(w -> w.items.close());
    producer.close();
    kafka.close();
  }

  /** Logs first: a trace is decided a while after its root. */
  private void send(Large trace) throws Exception {
    for (Message request : trace.logRequests()) {
      send("otlp_logs", trace, request);
    }
    for (Message request : trace.spanRequests()) {
      send("otlp_spans", trace, request);
    }
  }

  private void send(String topic, Large trace, Message request) throws Exception {
    byte[] key = trace.traceId().getBytes(StandardCharsets.US_ASCII);
    producer.send(new ProducerRecord<>(topic, key, request.toByteArray())).get();
  }

  /** Decided once, kept with as many items as were sent; returns the flags of the decision. */
  private static String flags(Written by, Large trace) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(by.items.decisions(trace.traceId())).hasSize(1));
    LogRecord decision = by.items.decisions(trace.traceId()).get(0);
    assertThat(Outputs.say(decision, "rule")).isEqualTo("errors");
    assertThat(Outputs.say(decision, "trigger")).isEqualTo("root");
    assertThat(Outputs.say(decision, "spans")).isEqualTo(Integer.toString(trace.spans().size()));
    assertThat(Outputs.say(decision, "logs")).isEqualTo(Integer.toString(trace.logs().size()));
    assertThat(by.items.spans(trace.traceId())).hasSameSizeAs(trace.spans());
    assertThat(by.items.logs(trace.traceId())).hasSameSizeAs(trace.logs());
    assertThat(by.pipeline.failure()).isNull();
    return Outputs.say(decision, "flags");
  }

  private static void verifyWhole(Written by, Large trace) {
    assertThat(flags(by, trace)).doesNotContain("truncated");
    assertThat(by.items.spans(trace.traceId()).stream().map(LargeRecordsIT::asSent))
        .containsExactlyInAnyOrderElementsOf(trace.spans());
    assertThat(by.items.logs(trace.traceId())).containsExactlyInAnyOrderElementsOf(trace.logs());
    assertThat(by.items.everything())
        .allSatisfy(r -> assertThat(bytes(r)).isLessThanOrEqualTo(TOPIC_BYTES));
  }

  private static Span asSent(Span kept) {
    Span.Builder span = kept.toBuilder().clearTraceState().clearAttributes();
    kept.getAttributesList().stream()
        .filter(a -> !a.getKey().startsWith("traceweir."))
        .forEach(span::addAttributes);
    return span.build();
  }

  /** With key and headers, as it lies in a batch. */
  private static int bytes(ConsumerRecord<byte[], byte[]> r) {
    return DefaultRecord.sizeInBytes(
        0, 0, r.serializedKeySize(), r.serializedValueSize(), r.headers().toArray());
  }

  @Test
  void shouldKeepATraceOfTwentyMegabytesWhole() throws Exception {
    Large whole = traces.whole("20 MB, " + partitioning, 900, 100, 20_000);
    send(whole);

    for (Written by : written) {
      verifyWhole(by, whole);
      assertThat(by.items.records(whole.traceId())).hasSizeGreaterThan(17);
    }
  }

  @Test
  void shouldKeepWholeWhatOnlyCompressionMadeSmallEnough() throws Exception {
    String zeros = "0".repeat(100_000);
    Large packed = LargeTraces.withSpan("packed, " + partitioning, s -> {});
    var request = packed.spanRequests().get(0).toBuilder();
    var scope = request.getResourceSpansBuilder(0).getScopeSpansBuilder(0);
    for (Span span : traces.whole("packed, " + partitioning, 100, 0, 10).spans().subList(0, 100)) {
      scope.addSpans(span.toBuilder().addAttributes(LargeTraces.attribute("zeros", zeros)));
    }
    Large large = new Large(packed.traceId(), List.of(request.build()), packed.logRequests());
    assertThat(request.build().getSerializedSize()).isGreaterThan(9 * TOPIC_BYTES);
    send(large);

    for (Written by : written) {
      verifyWhole(by, large);
    }
  }

  @Test
  void shouldCutGiantItemsAndGoOn() throws Exception {
    String giant = "é".repeat(LargeTraces.GIANT / 2);
    String who = ", " + partitioning;
    List<KeyValue> many =
        IntStream.range(0, 50_000)
            .mapToObj(i -> LargeTraces.attribute("key " + i, "a small value, one of many"))
            .toList();
    List<Large> giants =
        List.of(
            LargeTraces.withSpan(
                "attribute" + who, s -> s.addAttributes(LargeTraces.attribute("big", giant))),
            LargeTraces.withSpan("attributes" + who, s -> s.addAllAttributes(many)),
            LargeTraces.withSpan(
                "event" + who,
                s -> s.addEventsBuilder().addAttributes(LargeTraces.attribute("big", giant))),
            LargeTraces.withLog(
                "log" + who, l -> l.setBody(AnyValue.newBuilder().setStringValue(giant))));
    List<Large> healthy = new ArrayList<>();
    List<Double> cutBefore = written.stream().map(Written::cut).toList();
    for (Large large : giants) {
      healthy.add(LargeTraces.small("before " + large.traceId()));
      send(healthy.get(healthy.size() - 1));
      send(large);
      healthy.add(LargeTraces.small("after " + large.traceId()));
      send(healthy.get(healthy.size() - 1));
    }

    for (int i = 0; i < written.size(); i++) {
      Written by = written.get(i);
      healthy.forEach(trace -> verifyWhole(by, trace));
      for (Large large : giants) {
        assertThat(flags(by, large)).contains("truncated");
        assertThat(cutItems(by, large)).isEqualTo(1);
      }
      assertThat(by.cut()).isGreaterThanOrEqualTo(cutBefore.get(i) + giants.size());
      Span cut =
          by.items.spans(giants.get(0).traceId()).stream()
              .filter(LargeRecordsIT::isCut)
              .findFirst()
              .orElseThrow();
      assertThat(cut.getAttributes(0).getValue().getStringValue()).startsWith("é".repeat(100_000));
    }
  }

  private static long cutItems(Written by, Large large) {
    return by.items.spans(large.traceId()).stream().filter(LargeRecordsIT::isCut).count()
        + by.items.logs(large.traceId()).stream()
            .filter(l -> isMarked(l.getAttributesList()))
            .count();
  }

  private static boolean isCut(Span span) {
    return isMarked(span.getAttributesList());
  }

  private static boolean isMarked(List<KeyValue> attributes) {
    return attributes.stream().anyMatch(a -> a.getKey().equals("traceweir.truncated"));
  }
}
