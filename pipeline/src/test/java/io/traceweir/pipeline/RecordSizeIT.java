// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans larger than some topic takes: one that does not fit would stop its partition for ever. */
class RecordSizeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Random RANDOM = new Random(7);

  @TempDir Path stateDir;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private EmbeddedKafka kafka;
  private TestTopics topics;

  @BeforeEach
  void startKafka() {
    kafka = EmbeddedKafka.start();
    kafka.createTopic("otlp_spans", 1, Map.of());
    kafka.createTopic("otlp_logs", 1, Map.of());
    topics = new TestTopics(kafka.bootstrapServers());
  }

  @AfterEach
  void stopKafka() {
    topics.close();
    kafka.close();
  }

  private PipelineSettings settings(Map<String, String> properties) {
    PipelineSettings s = QuickSettings.of(kafka.bootstrapServers(), stateDir);
    return QuickSettings.with(s, properties);
  }

  private static TraceBuilder failed(String seed) {
    return Traces.trace(seed)
        .at(Duration.ofMillis(System.currentTimeMillis()))
        .root("GET /")
        .service("shop")
        .child("db")
        .error();
  }

  /** With so many incompressible bytes on each span, which comes in a request of its own. */
  private void sendGiant(TraceBuilder trace, int bytes) throws Exception {
    byte[] key = trace.traceId().getBytes(StandardCharsets.US_ASCII);
    ExportTraceServiceRequest request = trace.request();
    for (Span span : TestTopics.spans(request.toByteArray())) {
      byte[] noise = new byte[bytes];
      RANDOM.nextBytes(noise);
      var value = AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(noise));
      ExportTraceServiceRequest.Builder alone = request.toBuilder();
      alone.clearResourceSpans().addResourceSpans(request.getResourceSpans(0));
      alone
          .getResourceSpansBuilder(0)
          .getScopeSpansBuilder(0)
          .clearSpans()
          .addSpans(
              span.toBuilder().addAttributes(KeyValue.newBuilder().setKey("big").setValue(value)));
      topics.send("otlp_spans", key, alone.build().toByteArray());
    }
  }

  private static boolean isTruncated(Span span) {
    return span.getAttributesList().stream()
        .anyMatch(a -> a.getKey().equals("traceweir.truncated"));
  }

  private List<Span> of(TraceBuilder trace, List<Span> spans) {
    ByteString id = TestTopics.spans(trace.request().toByteArray()).get(0).getTraceId();
    return spans.stream().filter(s -> s.getTraceId().equals(id)).toList();
  }

  @Test
  void shouldWriteGiantSpansWholeWhenRequestsMayBeLarger() throws Exception {
    TraceBuilder giant = failed("giant");
    PipelineSettings settings = settings(Map.of("producer.max.request.size", "5242880"));
    try (Pipeline pipeline = Pipeline.start(settings, meters, PATIENCE)) {
      sendGiant(giant, 800_000);

      assertThat(topics.decisions(1, PATIENCE)).containsOnlyKeys(giant.traceId());
      assertThat(topics.keptSpans(2, PATIENCE))
          .hasSize(2)
          .allSatisfy(s -> assertThat(s.getSerializedSize()).isGreaterThan(800_000))
          .noneMatch(RecordSizeIT::isTruncated);
      assertThat(pipeline.failure()).isNull();
      assertThat(maxMessageBytes("traceweir-decision-memory-changelog")).isEqualTo("5242880");
    }
  }

  private String maxMessageBytes(String topic) throws ExecutionException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (var admin = kafka.admin()) {
      var described = admin.describeConfigs(List.of(resource)).all().get();
      return Objects.requireNonNull(described.get(resource)).get("max.message.bytes").value();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"otlp_spans_kept", "traceweir_fragments"})
  void shouldCutSpansThatATopicDoesNotTakeAndGoOn(String small) throws Exception {
    kafka.createTopic(
        small, 3, Map.of("max.message.bytes", "150000", "message.timestamp.type", "LogAppendTime"));
    TraceBuilder giant = failed("giant");
    TraceBuilder healthy = failed("healthy");
    PipelineSettings settings = settings(Map.of("producer.max.request.size", "5242880"));
    try (Pipeline pipeline = Pipeline.start(settings, meters, PATIENCE)) {
      sendGiant(giant, 800_000);
      topics.send(healthy);

      assertThat(topics.decisions(2, PATIENCE))
          .containsOnlyKeys(giant.traceId(), healthy.traceId());
      List<Span> kept = topics.keptSpans(4, PATIENCE);
      assertThat(of(giant, kept)).hasSize(2).allMatch(RecordSizeIT::isTruncated);
      assertThat(of(healthy, kept)).hasSize(2).noneMatch(RecordSizeIT::isTruncated);
      assertThat(meters.counter("traceweir.cut", "what", "item").count()).isEqualTo(2);
      assertThat(pipeline.failure()).isNull();
    }
  }

  @Test
  void shouldRefuseATopicThatTakesNextToNothingWithWhatMendsIt() {
    kafka.createTopic("otlp_decisions", 1, Map.of("max.message.bytes", "10000"));
    assertThatThrownBy(() -> Pipeline.start(settings(Map.of()), meters, PATIENCE).close())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("topic otlp_decisions has max.message.bytes=10000")
        .hasMessageContaining(
            "--entity-name otlp_decisions --add-config max.message.bytes=1048576");
  }
}
