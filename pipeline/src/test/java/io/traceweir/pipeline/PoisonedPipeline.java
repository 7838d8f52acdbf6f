// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline on a broker of its own that gets bad input between good traces, which share its
 * partitions and have to be decided as if nothing had been.
 */
final class PoisonedPipeline implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  static final String HEADERS = "__streams.errors.";

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final EmbeddedKafka kafka;
  final KafkaProducer<byte @Nullable [], byte @Nullable []> producer;
  final Outputs outputs;
  private final Pipeline pipeline;
  private int number;
  private final List<TraceBuilder> good = new ArrayList<>();

  PoisonedPipeline(Partitioning partitioning, Path state) throws PipelineException {
    kafka = EmbeddedKafka.start();
    Map<String, String> large = Map.of("max.message.bytes", Integer.toString(8 << 20));
    kafka.createTopic("otlp_spans", 1, large);
    kafka.createTopic("otlp_logs", 1, large);
    var bytes = new ByteArraySerializer();
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                8 << 20,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip"),
            bytes,
            bytes);
    outputs = new Outputs(kafka.bootstrapServers());
    PipelineSettings settings = QuickSettings.of(kafka.bootstrapServers(), state, partitioning);
    pipeline = Pipeline.start(settings, meters, PATIENCE);
  }

  /** Verifies that nothing else was lost. */
  @Override
  public void close() {
    try {
      assertGoodTracesAreDecided();
    } finally {
      pipeline.close();
      outputs.close();
      producer.close();
      kafka.close();
    }
  }

  /** It was sent by the test itself and has to be decided like the others. */
  void good(TraceBuilder trace) {
    good.add(trace);
  }

  /** A name that no other trace has. */
  String newName() {
    return "trace " + number++;
  }

  RecordMetadata send(String topic, byte @Nullable [] key, byte @Nullable [] value)
      throws Exception {
    return producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  static byte[] key(TraceBuilder trace) {
    return trace.traceId().getBytes(StandardCharsets.US_ASCII);
  }

  TraceBuilder failed() {
    return Traces.trace(newName())
        .at(Duration.ofMillis(System.currentTimeMillis()))
        .root("GET /")
        .service("shop")
        .child("db")
        .error()
        .log(SeverityNumber.SEVERITY_NUMBER_ERROR, "no stock");
  }

  void sendGood() throws Exception {
    TraceBuilder trace = failed();
    good.add(trace);
    send("otlp_spans", key(trace), trace.request().toByteArray());
    send("otlp_logs", key(trace), trace.logs().toByteArray());
  }

  private void assertGoodTracesAreDecided() {
    Map<String, LogRecord> decisions = decided(good);
    for (TraceBuilder trace : good) {
      LogRecord decision = Objects.requireNonNull(decisions.get(trace.traceId()));
      assertThat(Outputs.say(decision, "rule")).isEqualTo("errors");
      assertThat(Outputs.say(decision, "trigger")).isEqualTo("root");
      assertThat(Outputs.say(decision, "spans")).isEqualTo("2");
      assertThat(Outputs.say(decision, "logs")).isEqualTo("1");
    }
    assertThat(pipeline.failure()).isNull();
  }

  static ConditionFactory eventually() {
    return await().atMost(PATIENCE).pollInSameThread();
  }

  /** The decisions about these traces, one each, as soon as all are there. */
  private Map<String, LogRecord> decided(List<TraceBuilder> traces) {
    List<String> ids = traces.stream().map(TraceBuilder::traceId).toList();
    Map<String, LogRecord> found = new HashMap<>();
    eventually()
        .untilAsserted(
            () -> {
              List<LogRecord> decisions =
                  outputs.decisions().stream()
                      .filter(d -> ids.contains(Outputs.traceId(d)))
                      .toList();
              assertThat(decisions)
                  .extracting(Outputs::traceId)
                  .containsExactlyInAnyOrderElementsOf(ids);
              decisions.forEach(d -> found.put(Outputs.traceId(d), d));
            });
    return found;
  }

  LogRecord decided(TraceBuilder trace) {
    return Objects.requireNonNull(decided(List.of(trace)).get(trace.traceId()));
  }

  /** What was written about this record, as soon as there are so many letters. */
  List<ConsumerRecord<byte[], byte[]>> lettersAbout(RecordMetadata at, int count) {
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    eventually()
        .untilAsserted(
            () -> {
              letters.clear();
              outputs.deadLetters().stream().filter(l -> isAbout(l, at)).forEach(letters::add);
              assertThat(letters).hasSize(count);
            });
    return letters;
  }

  private static boolean isAbout(ConsumerRecord<byte[], byte[]> letter, RecordMetadata at) {
    return header(letter, HEADERS + "topic").equals(at.topic())
        && header(letter, HEADERS + "partition").equals(Integer.toString(at.partition()))
        && header(letter, HEADERS + "offset").equals(Long.toString(at.offset()));
  }

  static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    assertThat(header).as(name).isNotNull();
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return header(letter, "traceweir.reason");
  }

  double deadLetters(String reason) {
    return meters.counter("traceweir.dead.letters", "reason", reason).count();
  }
}
