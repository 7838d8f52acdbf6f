// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One pipeline gets all kinds of bad input, each between good traces that share its partition and
 * have to be decided as if nothing had been.
 */
@ParameterizedClass
@EnumSource(Partitioning.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before the first test
class PoisonIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String TRUNCATED_OR_NOT_PROTOBUF = "truncated_or_not_protobuf";
  private static final String HEADERS = "__streams.errors.";

  @Parameter Partitioning partitioning;
  private EmbeddedKafka kafka;
  private KafkaProducer<byte @Nullable [], byte @Nullable []> producer;
  private Outputs outputs;
  private Pipeline pipeline;
  private int number;
  private final List<TraceBuilder> good = new ArrayList<>();

  @BeforeParameterizedClassInvocation
  void start(Partitioning partitioning, @TempDir Path state) throws PipelineException {
    kafka = EmbeddedKafka.start();
    kafka.createTopic("otlp_spans", 1, Map.of());
    kafka.createTopic("otlp_logs", 1, Map.of());
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
    good.clear();
    pipeline =
        Pipeline.start(
            QuickSettings.of(kafka.bootstrapServers(), state, partitioning),
            new SimpleMeterRegistry(),
            PATIENCE);
  }

  @AfterParameterizedClassInvocation
  void verifyThatNothingElseIsLost() {
    try {
      assertGoodTracesAreDecided();
    } finally {
      pipeline.close();
      outputs.close();
      producer.close();
      kafka.close();
    }
  }

  private RecordMetadata send(String topic, byte @Nullable [] key, byte @Nullable [] value)
      throws Exception {
    return producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  private static byte[] key(TraceBuilder trace) {
    return trace.traceId().getBytes(StandardCharsets.US_ASCII);
  }

  private TraceBuilder failed() {
    return Traces.trace("trace " + number++)
        .at(Duration.ofMillis(System.currentTimeMillis()))
        .root("GET /")
        .service("shop")
        .child("db")
        .error()
        .log(SeverityNumber.SEVERITY_NUMBER_ERROR, "no stock");
  }

  private void sendGood() throws Exception {
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

  private static ConditionFactory eventually() {
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

  private LogRecord decided(TraceBuilder trace) {
    return Objects.requireNonNull(decided(List.of(trace)).get(trace.traceId()));
  }

  /** What was written about this record, as soon as there are so many letters. */
  private List<ConsumerRecord<byte[], byte[]>> lettersAbout(RecordMetadata at, int count) {
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

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    assertThat(header).as(name).isNotNull();
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return header(letter, "traceweir.reason");
  }

  /** A record is refused as a whole, with this reason; those around it are not. */
  private void verifyRefused(String topic, byte @Nullable [] value, String reason)
      throws Exception {
    byte[] key = "a key".getBytes(StandardCharsets.US_ASCII);
    sendGood();
    RecordMetadata at = send(topic, key, value);
    sendGood();

    ConsumerRecord<byte[], byte[]> letter = lettersAbout(at, 1).get(0);

    assertThat(reason(letter)).isEqualTo(reason);
    assertThat(header(letter, HEADERS + "message")).isNotBlank();
    assertThat(letter.key()).isEqualTo(key);
    assertThat(letter.value()).isEqualTo(value == null ? new byte[0] : value);
  }

  @Test
  void shouldRefuseATruncatedRequest() throws Exception {
    byte[] whole = failed().request().toByteArray();
    verifyRefused("otlp_spans", Arrays.copyOf(whole, whole.length - 5), TRUNCATED_OR_NOT_PROTOBUF);
  }

  @Test
  void shouldRefusePlainText() throws Exception {
    byte[] text = "Connection reset by peer".getBytes(StandardCharsets.UTF_8);
    verifyRefused("otlp_spans", text, TRUNCATED_OR_NOT_PROTOBUF);
  }

  @Test
  void shouldRefuseJsonInATopicOfProtobuf() throws Exception {
    byte[] json = "{\"resourceSpans\":[{\"scopeSpans\":[]}]}".getBytes(StandardCharsets.UTF_8);
    verifyRefused("otlp_spans", json, TRUNCATED_OR_NOT_PROTOBUF);
  }

  @Test
  void shouldRefuseAnEmptyValue() throws Exception {
    verifyRefused("otlp_spans", new byte[0], "empty");
  }

  @Test
  void shouldRefuseANullValue() throws Exception {
    verifyRefused("otlp_logs", null, "empty");
  }

  @Test
  void shouldRefuseLogsAmongSpans() throws Exception {
    verifyRefused("otlp_spans", failed().logs().toByteArray(), "wrong_signal");
  }

  @Test
  void shouldRefuseSpansAmongLogs() throws Exception {
    verifyRefused("otlp_logs", failed().request().toByteArray(), "wrong_signal");
  }

  @Test
  void shouldRefuseOnlySpansWithBadIdsOfARequest() throws Exception {
    TraceBuilder trace = failed();
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
    sendGood();
    RecordMetadata at = send("otlp_spans", key(trace), request.build().toByteArray());
    send("otlp_logs", key(trace), trace.logs().toByteArray());
    sendGood();

    Map<Span, String> refused = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : lettersAbout(at, bad.size())) {
      List<Span> spans = TestTopics.spans(letter.value());
      assertThat(spans).hasSize(1);
      refused.put(spans.get(0), reason(letter));
    }
    assertThat(refused).isEqualTo(bad);
    good.add(trace);
  }

  @Test
  void shouldRefuseOnlyLogsWithBadTraceIdsOfARequest() throws Exception {
    TraceBuilder trace = failed();
    LogRecord template = TestTopics.logs(trace.logs().toByteArray()).get(0);
    LogRecord bad = template.toBuilder().setTraceId(ByteString.copyFrom(new byte[15])).build();
    LogRecord free = template.toBuilder().clearTraceId().clearSpanId().build();
    ExportLogsServiceRequest.Builder request = trace.logs().toBuilder();
    request.getResourceLogsBuilder(0).getScopeLogsBuilder(0).addLogRecords(bad).addLogRecords(free);
    send("otlp_spans", key(trace), trace.request().toByteArray());
    RecordMetadata at = send("otlp_logs", key(trace), request.build().toByteArray());
    good.add(trace);

    ConsumerRecord<byte[], byte[]> letter = lettersAbout(at, 1).get(0);

    assertThat(reason(letter)).isEqualTo("invalid_trace_id");
    assertThat(TestTopics.logs(letter.value())).containsExactly(bad);
    eventually()
        .untilAsserted(() -> assertThat(outputs.keptLogs()).contains(free).doesNotContain(bad));
  }

  /** Where {@code XX} stands comes a byte that is in no UTF-8. */
  private static byte[] withBadText(byte[] request) {
    for (int i = 0; i < request.length - 1; i++) {
      if (request[i] == 'X' && request[i + 1] == 'X') {
        request[i] = (byte) 0xFF;
      }
    }
    return request;
  }

  /** Kept with all its spans, which protobuf's own parser reads. */
  private List<Span> keptOf(TraceBuilder trace, byte[] spans) throws Exception {
    sendGood();
    send("otlp_spans", key(trace), spans);
    send("otlp_logs", key(trace), trace.logs().toByteArray());
    sendGood();
    assertThat(Outputs.say(decided(trace), "spans")).isEqualTo("2");
    good.add(trace);
    List<Span> kept = new ArrayList<>();
    eventually()
        .untilAsserted(
            () -> {
              kept.clear();
              outputs.keptSpans().stream()
                  .filter(s -> trace.traceId().equals(hex(s.getTraceId())))
                  .forEach(kept::add);
              assertThat(kept).hasSize(2);
            });
    return kept;
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  @Test
  void shouldKeepATraceWithTextThatIsNoUtf8() throws Exception {
    TraceBuilder trace = failed().attribute("odd", "XX").resource("zone", "XX");
    byte[] spans = withBadText(trace.request().toByteArray());

    assertThat(keptOf(trace, spans))
        .flatExtracting(Span::getAttributesList)
        .anySatisfy(a -> assertThat(a.getValue().getStringValue()).isEqualTo("\uFFFDX"));
  }

  @Test
  void shouldKeepATraceWithAnAttributeOfManyLevels() throws Exception {
    TraceBuilder trace = failed();
    AnyValue value = AnyValue.newBuilder().setStringValue("deep").build();
    for (int i = 0; i < 1_000; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    ExportTraceServiceRequest.Builder request = trace.request().toBuilder();
    request
        .getResourceSpansBuilder(0)
        .getScopeSpansBuilder(0)
        .getSpansBuilder(0)
        .addAttributesBuilder()
        .setKey("deep")
        .setValue(value);

    assertThat(keptOf(trace, request.build().toByteArray()))
        .flatExtracting(Span::getAttributesList)
        .anySatisfy(a -> assertThat(a.getKey()).isEqualTo("deep"));
  }

  @Test
  void shouldForwardALargeRequestOfLogsWithoutATraceWhoseTextIsNoUtf8() throws Exception {
    String name = "odd log of " + partitioning;
    ExportLogsServiceRequest.Builder request =
        Requests.log(9, name + " XX" + "y".repeat(400_000)).toBuilder();
    for (int i = 0; i < 2; i++) {
      request.addResourceLogs(request.getResourceLogs(0));
    }
    sendGood();
    send("otlp_logs", null, withBadText(request.build().toByteArray()));
    sendGood();

    eventually()
        .untilAsserted(
            () ->
                assertThat(outputs.keptLogs())
                    .filteredOn(log -> log.getBody().getStringValue().startsWith(name + " \uFFFDX"))
                    .hasSize(3));
  }

  /** A client may leave it out; Kafka's own does not. */
  private static final class Unstamped
      extends ProducerRecord<byte @Nullable [], byte @Nullable []> {
    Unstamped(String topic, byte[] key, byte[] value) {
      super(topic, key, value);
    }

    @Override
    public Long timestamp() {
      return ConsumerRecord.NO_TIMESTAMP;
    }
  }

  @Test
  void shouldDecideATraceWhoseRecordHasNoTimestamp() throws Exception {
    TraceBuilder trace = failed();
    sendGood();
    producer.send(new Unstamped("otlp_spans", key(trace), trace.request().toByteArray())).get();
    send("otlp_logs", key(trace), trace.logs().toByteArray());
    sendGood();

    assertThat(Outputs.say(decided(trace), "spans")).isEqualTo("2");
    good.add(trace);
  }

  /** Kept, counted without a duration, flagged. */
  private void verifyOddTimes(UnaryOperator<TraceBuilder> times, String calls) throws Exception {
    TraceBuilder trace =
        times
            .apply(
                Traces.trace("trace " + number++)
                    .at(Duration.ofMillis(System.currentTimeMillis()))
                    .root(calls)
                    .service("odd"))
            .error();
    sendGood();
    send("otlp_spans", key(trace), trace.request().toByteArray());
    sendGood();

    LogRecord decision = decided(trace);

    assertThat(Outputs.say(decision, "outcome")).isEqualTo("kept");
    assertThat(Outputs.say(decision, "flags")).contains("clock_skew");
    List<Span> sent = TestTopics.spans(trace.request().toByteArray());
    eventually()
        .untilAsserted(
            () ->
                assertThat(outputs.keptSpans())
                    .extracting(Span::getSpanId)
                    .containsOnlyOnceElementsOf(sent.stream().map(Span::getSpanId).toList()));
    eventually()
        .untilAsserted(
            () ->
                assertThat(outputs.calls())
                    .containsEntry("odd|" + calls + "|SPAN_KIND_SERVER|STATUS_CODE_ERROR", 1L));
  }

  @Test
  void shouldKeepASpanOf1970() throws Exception {
    verifyOddTimes(t -> t.startNanos(1).endNanos(2), "1970");
  }

  @Test
  void shouldKeepASpanOf2100() throws Exception {
    long then = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;
    verifyOddTimes(t -> t.startNanos(then).endNanos(then + 1), "2100");
  }

  @Test
  void shouldKeepASpanThatEndsBeforeItStarts() throws Exception {
    long now = System.currentTimeMillis() * 1_000_000L;
    verifyOddTimes(t -> t.startNanos(now).endNanos(now - 1_000_000_000L), "backwards");
  }
}
