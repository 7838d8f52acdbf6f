// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Traces that are not as they should be, and yet no poison: they are decided like others. */
@ParameterizedClass
@EnumSource(Partitioning.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before the first test
class OddTraceIT {

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
    pipeline.sendGood();
    pipeline.send("otlp_spans", PoisonedPipeline.key(trace), spans);
    pipeline.send("otlp_logs", PoisonedPipeline.key(trace), trace.logs().toByteArray());
    pipeline.sendGood();
    assertThat(Outputs.say(pipeline.decided(trace), "spans")).isEqualTo("2");
    pipeline.good(trace);
    List<Span> kept = new ArrayList<>();
    PoisonedPipeline.eventually()
        .untilAsserted(
            () -> {
              kept.clear();
              pipeline.outputs.keptSpans().stream()
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
    TraceBuilder trace = pipeline.failed().attribute("odd", "XX").resource("zone", "XX");
    byte[] spans = withBadText(trace.request().toByteArray());

    assertThat(keptOf(trace, spans))
        .flatExtracting(Span::getAttributesList)
        .anySatisfy(a -> assertThat(a.getValue().getStringValue()).isEqualTo("\uFFFDX"));
  }

  @Test
  void shouldKeepATraceWithAnAttributeOfManyLevels() throws Exception {
    TraceBuilder trace = pipeline.failed();
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
    pipeline.sendGood();
    pipeline.send("otlp_logs", null, withBadText(request.build().toByteArray()));
    pipeline.sendGood();

    PoisonedPipeline.eventually()
        .untilAsserted(
            () ->
                assertThat(pipeline.outputs.keptLogs())
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
    TraceBuilder trace = pipeline.failed();
    pipeline.sendGood();
    pipeline
        .producer
        .send(
            new Unstamped("otlp_spans", PoisonedPipeline.key(trace), trace.request().toByteArray()))
        .get();
    pipeline.send("otlp_logs", PoisonedPipeline.key(trace), trace.logs().toByteArray());
    pipeline.sendGood();

    assertThat(Outputs.say(pipeline.decided(trace), "spans")).isEqualTo("2");
    pipeline.good(trace);
  }

  /** Kept, counted without a duration, flagged. */
  private void verifyOddTimes(UnaryOperator<TraceBuilder> times, String calls) throws Exception {
    TraceBuilder trace =
        times
            .apply(
                Traces.trace(pipeline.newName())
                    .at(Duration.ofMillis(System.currentTimeMillis()))
                    .root(calls)
                    .service("odd"))
            .error();
    pipeline.sendGood();
    pipeline.send("otlp_spans", PoisonedPipeline.key(trace), trace.request().toByteArray());
    pipeline.sendGood();

    LogRecord decision = pipeline.decided(trace);

    assertThat(Outputs.say(decision, "outcome")).isEqualTo("kept");
    assertThat(Outputs.say(decision, "flags")).contains("clock_skew");
    List<Span> sent = TestTopics.spans(trace.request().toByteArray());
    PoisonedPipeline.eventually()
        .untilAsserted(
            () ->
                assertThat(pipeline.outputs.keptSpans())
                    .extracting(Span::getSpanId)
                    .containsOnlyOnceElementsOf(sent.stream().map(Span::getSpanId).toList()));
    PoisonedPipeline.eventually()
        .untilAsserted(
            () ->
                assertThat(pipeline.outputs.calls())
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
