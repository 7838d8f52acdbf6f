// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.split.Fragments;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that cannot be used, in every topic that is read: set aside with the reason. */
@ParameterizedClass
@EnumSource(Partitioning.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before the first test
class PoisonIT {
  private static final String SPANS = "otlp_spans";
  private static final String LOGS = "otlp_logs";

  @Parameter Partitioning partitioning;
  private PoisonedPipeline pipeline;

  @BeforeParameterizedClassInvocation
  void start(Partitioning partitioning, @TempDir Path state) throws PipelineException {
    pipeline = new PoisonedPipeline(partitioning, state);
  }

  @AfterParameterizedClassInvocation
  void verifyThatNothingElseIsLost() {
    pipeline.close();
  }

  /** A record is refused as a whole, with this reason; those around it are not. */
  private void verifyRefused(String topic, byte @Nullable [] value, String reason)
      throws Exception {
    byte[] key = "a key".getBytes(StandardCharsets.US_ASCII);
    pipeline.sendGood();
    RecordMetadata at = pipeline.send(topic, key, value);
    pipeline.sendGood();

    ConsumerRecord<byte[], byte[]> letter = pipeline.lettersAbout(at, 1).get(0);

    assertThat(PoisonedPipeline.reason(letter)).isEqualTo(reason);
    assertThat(PoisonedPipeline.header(letter, PoisonedPipeline.HEADERS + "message")).isNotBlank();
    assertThat(letter.key()).isEqualTo(key);
    assertThat(letter.value()).isEqualTo(value == null ? new byte[0] : value);
  }

  /** What it is, the topic, the value, and the reason. */
  static Stream<Arguments> poison() {
    byte[] spans = Traces.trace("poison").root("GET /").service("shop").request().toByteArray();
    byte[] logs = Requests.log(9, "poison").toByteArray();
    String broken = "truncated_or_not_protobuf";
    return Stream.of(
        Arguments.of("a truncated request", SPANS, Arrays.copyOf(spans, spans.length - 5), broken),
        Arguments.of("plain text", SPANS, utf8("Connection reset by peer"), broken),
        Arguments.of("JSON", SPANS, utf8("{\"resourceSpans\":[{\"scopeSpans\":[]}]}"), broken),
        Arguments.of("a request in gzip", LOGS, gzip(logs), broken),
        Arguments.of("varints without end", SPANS, filled(100_000, 0x0A, 0xFF), broken),
        Arguments.of("a length beyond the end", LOGS, filled(50, 0x0A, 0x7F), broken),
        Arguments.of("groups within groups", SPANS, filled(1_000_000, 0x7B, 0x7B), broken),
        Arguments.of("an empty value", SPANS, new byte[0], "empty"),
        Arguments.of("a null value", LOGS, null, "empty"),
        Arguments.of("logs among spans", SPANS, logs, "wrong_signal"),
        Arguments.of("spans among logs", LOGS, spans, "wrong_signal"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] filled(int length, int first, int rest) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) rest);
    bytes[0] = (byte) first;
    return bytes;
  }

  private static byte[] gzip(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("poison")
  void shouldRefuse(String what, String topic, byte @Nullable [] value, String reason)
      throws Exception {
    double before = pipeline.deadLetters(reason);

    verifyRefused(topic, value, reason);

    assertThat(pipeline.deadLetters(reason)).as(what).isEqualTo(before + 1);
  }

  @Test
  void shouldRefuseBytesOfChance() throws Exception {
    Random random = new Random(9);
    List<RecordMetadata> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] noise = new byte[1 + random.nextInt(1_000)];
      random.nextBytes(noise);
      sent.add(pipeline.send(i % 2 == 0 ? SPANS : LOGS, null, noise));
    }
    pipeline.sendGood();

    for (RecordMetadata at : sent) {
      assertThat(PoisonedPipeline.reason(pipeline.lettersAbout(at, 1).get(0)))
          .isIn("truncated_or_not_protobuf", "not_otlp", "wrong_signal");
    }
  }

  @Test
  void shouldKeepTheBeginningOfPoisonThatNoTopicTakes() throws Exception {
    byte[] value = filled(5 << 20, 0x0A, 0xFF);
    pipeline.sendGood();
    RecordMetadata at = pipeline.send(SPANS, null, value);
    pipeline.sendGood();

    ConsumerRecord<byte[], byte[]> letter = pipeline.lettersAbout(at, 1).get(0);

    assertThat(PoisonedPipeline.header(letter, "traceweir.truncated_from")).isEqualTo("5242880");
    assertThat(letter.value().length).isBetween(1_000_000, 1 << 20);
    assertThat(value).startsWith(letter.value());
  }

  @Test
  void shouldTakeRecordsWithHeadersAndWithoutAKey() throws Exception {
    TraceBuilder trace = pipeline.failed();
    var spans =
        new ProducerRecord<byte @Nullable [], byte @Nullable []>(
            SPANS, trace.request().toByteArray());
    spans.headers().add("traceparent", new byte[300]).add("traceparent", null);
    pipeline.producer.send(spans).get();
    pipeline.send(LOGS, null, trace.logs().toByteArray());

    assertThat(Outputs.say(pipeline.decided(trace), "spans")).isEqualTo("2");
    pipeline.good(trace);
  }

  /** Topics between the stages: nobody else should write there, but anybody may. */
  static Stream<Arguments> strangers() {
    byte[] noise = new byte[500];
    new Random(3).nextBytes(noise);
    byte[] unreadable = filled(500, 1, 0xFF);
    List<byte @Nullable []> values = new ArrayList<>(List.of(noise, unreadable, new byte[0]));
    values.add(null);
    return values.stream()
        .flatMap(
            value ->
                Stream.of(
                    Arguments.of("traceweir_fragments", value, "not_a_fragment"),
                    Arguments.of("traceweir_partials", value, "not_partial_sums")));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("strangers")
  void shouldSetStrangersAside(String topic, byte @Nullable [] value, String reason)
      throws Exception {
    assumeTrue(
        partitioning == Partitioning.ANY || !topic.equals("traceweir_fragments"),
        "there is no fragments topic when the input is keyed");

    double before = pipeline.deadLetters(reason);

    verifyRefused(topic, value, reason);

    assertThat(pipeline.deadLetters(reason)).isEqualTo(before + 1);
  }

  @Test
  void shouldDecideATraceOfFragmentsThatCannotBeRead() throws Exception {
    assumeTrue(
        partitioning == Partitioning.ANY, "there is no fragments topic when the input is keyed");
    TraceBuilder trace = pipeline.failed();
    byte[] broken = filled(1_000, 0x0A, 0xFF);
    byte[] value = Fragments.fragment(Signal.SPANS, true, System.currentTimeMillis(), broken);
    byte[] id = HexFormat.of().parseHex(trace.traceId());
    pipeline.sendGood();
    pipeline.send("traceweir_fragments", id, value);
    pipeline.sendGood();

    LogRecord decision = pipeline.decided(trace);

    assertThat(Outputs.say(decision, "spans")).isEqualTo("0");
    assertThat(Outputs.say(decision, "flags")).contains("unreadable");
  }

  @Test
  void shouldRefuseOnlySpansWithBadIdsOfARequest() throws Exception {
    TraceBuilder trace = pipeline.failed();
    Span template = TestTopics.spans(trace.request().toByteArray()).get(0);
    ByteString zeros = ByteString.copyFrom(new byte[16]);
    Map<Span, String> bad =
        Map.of(
            template.toBuilder().setTraceId(zeros).build(), "invalid_trace_id",
            template.toBuilder().setTraceId(zeros.substring(1)).build(), "invalid_trace_id",
            template.toBuilder().clearTraceId().build(), "invalid_trace_id",
            template.toBuilder().setSpanId(zeros.substring(8)).build(), "invalid_span_id",
            template.toBuilder().setSpanId(zeros.substring(9)).build(), "invalid_span_id",
            template.toBuilder().clearSpanId().build(), "invalid_span_id");
    ExportTraceServiceRequest.Builder request = trace.request().toBuilder();
    bad.keySet().forEach(request.getResourceSpansBuilder(0).getScopeSpansBuilder(0)::addSpans);
    pipeline.sendGood();
    RecordMetadata at =
        pipeline.send("otlp_spans", PoisonedPipeline.key(trace), request.build().toByteArray());
    pipeline.send("otlp_logs", PoisonedPipeline.key(trace), trace.logs().toByteArray());
    pipeline.sendGood();

    Map<Span, String> refused = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : pipeline.lettersAbout(at, bad.size())) {
      List<Span> spans = TestTopics.spans(letter.value());
      assertThat(spans).hasSize(1);
      refused.put(spans.get(0), PoisonedPipeline.reason(letter));
    }
    assertThat(refused).isEqualTo(bad);
    pipeline.good(trace);
  }

  @Test
  void shouldRefuseOnlyLogsWithBadTraceIdsOfARequest() throws Exception {
    TraceBuilder trace = pipeline.failed();
    LogRecord template = TestTopics.logs(trace.logs().toByteArray()).get(0);
    LogRecord bad = template.toBuilder().setTraceId(ByteString.copyFrom(new byte[15])).build();
    LogRecord free = template.toBuilder().clearTraceId().clearSpanId().build();
    ExportLogsServiceRequest.Builder request = trace.logs().toBuilder();
    request.getResourceLogsBuilder(0).getScopeLogsBuilder(0).addLogRecords(bad).addLogRecords(free);
    pipeline.send("otlp_spans", PoisonedPipeline.key(trace), trace.request().toByteArray());
    RecordMetadata at =
        pipeline.send("otlp_logs", PoisonedPipeline.key(trace), request.build().toByteArray());
    pipeline.good(trace);

    ConsumerRecord<byte[], byte[]> letter = pipeline.lettersAbout(at, 1).get(0);

    assertThat(PoisonedPipeline.reason(letter)).isEqualTo("invalid_trace_id");
    assertThat(TestTopics.logs(letter.value())).containsExactly(bad);
    PoisonedPipeline.eventually()
        .untilAsserted(
            () -> assertThat(pipeline.outputs.keptLogs()).contains(free).doesNotContain(bad));
  }
}
