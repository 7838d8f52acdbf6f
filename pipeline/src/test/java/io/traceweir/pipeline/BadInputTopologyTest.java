// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.split.Fragments;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cannot be used becomes a dead letter, and nothing else is lost. */
class BadInputTopologyTest {
  private static final byte[] KEY = "key".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path stateDir;

  private static TraceBuilder failed() {
    return Traces.trace("failed").root("GET /").service("shop").child("db").error();
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldWriteWhatIsNotOtlpToTheDeadLettersAndGoOn(Partitioning partitioning) {
    byte[] request = failed().request().toByteArray();
    byte[] truncated = Arrays.copyOf(request, request.length - 3);
    byte[] text = "not protobuf".getBytes(StandardCharsets.US_ASCII);
    try (var pipeline = new PipelineDriver(partitioning, stateDir)) {
      pipeline.clock(0);
      long first = pipeline.sent("otlp_spans");
      pipeline.send("otlp_spans", KEY, truncated, 0);
      pipeline.send("otlp_spans", KEY, new byte[0], 0);
      pipeline.send("otlp_spans", KEY, null, 0);
      pipeline.send("otlp_logs", null, text, 0);
      pipeline.send(failed(), 0);
      pipeline.clock(1_000);

      List<TestRecord<byte[], byte[]>> letters = pipeline.records("otlp_dead_letters");
      assertThat(letters).hasSize(4);
      assertThat(letters)
          .extracting(l -> header(l, "traceweir.reason"))
          .startsWith("truncated_or_not_protobuf", "empty", "empty");
      assertThat(letters.get(0).value()).isEqualTo(truncated);
      assertThat(letters.get(0).key()).isEqualTo(KEY);
      assertThat(letters.get(2).value()).isEmpty();
      assertThat(letters.get(3).value()).isEqualTo(text);
      assertOrigin(letters.get(0), "otlp_spans", first);
      assertOrigin(letters.get(2), "otlp_spans", first + 2);
      assertOrigin(letters.get(3), "otlp_logs", 1);
      assertThat(pipeline.say(failed(), "outcome")).isEqualTo("kept");
      assertThat(pipeline.say(failed(), "spans")).isEqualTo("2");
    }
  }

  private static void assertOrigin(TestRecord<byte[], byte[]> letter, String topic, long offset) {
    assertThat(header(letter, "__streams.errors.topic")).isEqualTo(topic);
    assertThat(header(letter, "__streams.errors.partition")).isEqualTo("0");
    assertThat(header(letter, "__streams.errors.offset")).isEqualTo(Long.toString(offset));
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    Header header = Objects.requireNonNull(letter.headers().lastHeader(name), name);
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldTakeOutSpansWithIdsThatCannotBe(Partitioning partitioning) throws Exception {
    Span good = failed().request().getResourceSpans(0).getScopeSpans(0).getSpans(0);
    byte[] request =
        request(
            good,
            good.toBuilder().setTraceId(ByteString.copyFrom(new byte[16])).build(),
            good.toBuilder().setTraceId(ByteString.copyFrom(new byte[7])).build(),
            good.toBuilder().setSpanId(ByteString.copyFrom(new byte[8])).setName("zero").build());
    try (var pipeline = new PipelineDriver(partitioning, stateDir)) {
      pipeline.clock(0);
      pipeline.send("otlp_spans", KEY, request, 0);
      pipeline.clock(1_000);

      assertThat(pipeline.say(failed(), "spans")).isEqualTo("1");
      List<TestRecord<byte[], byte[]>> letters = pipeline.records("otlp_dead_letters");
      assertThat(letters)
          .extracting(l -> header(l, "traceweir.reason"))
          .containsExactly("invalid_trace_id", "invalid_trace_id", "invalid_span_id");
      assertThat(ExportTraceServiceRequest.parseFrom(letters.get(2).value()))
          .extracting(r -> r.getResourceSpans(0).getScopeSpans(0).getSpans(0).getName())
          .isEqualTo("zero");
      assertThat(
              pipeline
                  .meters
                  .counter("traceweir.dead.letters", "reason", "invalid_trace_id")
                  .count())
          .isEqualTo(2);
    }
  }

  private static byte[] request(Span... spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
        .build()
        .toByteArray();
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldForwardLogsWithoutATraceWhenTheyAreSevereEnough(Partitioning partitioning) {
    try (var pipeline = new PipelineDriver(partitioning, stateDir)) {
      send(pipeline, null, SeverityNumber.SEVERITY_NUMBER_INFO, "told");
      send(pipeline, KEY, SeverityNumber.SEVERITY_NUMBER_DEBUG, "not told");

      assertThat(pipeline.keptLogs())
          .extracting(LogRecord::getBody)
          .extracting(b -> b.getStringValue())
          .containsExactly("told");
      assertThat(pipeline.records("otlp_logs_kept").get(0).key()).isNull();
      assertThat(forwarded(pipeline, "forwarded")).isEqualTo(1);
      assertThat(forwarded(pipeline, "dropped")).isEqualTo(1);
    }
  }

  private static void send(
      PipelineDriver pipeline, byte @Nullable [] key, SeverityNumber severity, String body) {
    pipeline.send("otlp_logs", key, Requests.log(severity.getNumber(), body).toByteArray(), 0);
  }

  private static double forwarded(PipelineDriver pipeline, String outcome) {
    return pipeline.meters.counter("traceweir.logs.without.trace", "outcome", outcome).count();
  }

  @Test
  void shouldCountRecordsThatAreNotKeyedByTheirTraceId() {
    try (var pipeline = new PipelineDriver(Partitioning.TRACE_ID, stateDir)) {
      pipeline.clock(0);
      pipeline.send(failed(), 0);
      assertThat(misplaced(pipeline)).isZero();

      pipeline.send("otlp_spans", null, failed().request().toByteArray(), 0);
      pipeline.send("otlp_spans", KEY, failed().request().toByteArray(), 0);
      assertThat(misplaced(pipeline)).isEqualTo(2);
    }
  }

  @Test
  void shouldLeaveFragmentsOfAnotherPipelineToIt() {
    TraceBuilder theirs = Traces.trace("theirs").root("GET /").error();
    byte[] key = HexFormat.of().parseHex(theirs.traceId());
    byte[] request = theirs.request().toByteArray();
    try (var pipeline = new PipelineDriver(Partitioning.ANY, stateDir)) {
      pipeline.clock(0);
      byte[] value = Fragments.foreign(Signal.SPANS, 500_000, request);
      pipeline.send("traceweir_fragments", key, value, 0);
      pipeline.send(failed(), 0);
      pipeline.clock(30_000);

      assertThat(pipeline.decisions()).containsOnlyKeys(failed().traceId());
      assertThat(pipeline.records("otlp_dead_letters")).isEmpty();
      assertThat(pipeline.meters.counter("traceweir.foreign.fragments", "what", "record").count())
          .isEqualTo(1);
    }
  }

  private static double misplaced(PipelineDriver pipeline) {
    return pipeline.meters.counter("traceweir.misplaced", "what", "record").count();
  }

  @Test
  void shouldWriteWhatIsNoFragmentToTheDeadLetters() {
    try (var pipeline = new PipelineDriver(Partitioning.ANY, stateDir)) {
      pipeline.clock(0);
      pipeline.send("traceweir_fragments", KEY, new byte[] {9, 9}, 0);
      pipeline.send(failed(), 0);
      pipeline.clock(1_000);

      TestRecord<byte[], byte[]> letter = pipeline.records("otlp_dead_letters").get(0);
      assertThat(header(letter, "traceweir.reason")).isEqualTo("not_a_fragment");
      assertThat(header(letter, "__streams.errors.topic")).isEqualTo("traceweir_fragments");
      assertThat(pipeline.decisions()).containsOnlyKeys(failed().traceId());
    }
  }

  @Test
  void shouldWriteWhatIsNoPartialSumToTheDeadLettersAndAddNothingOfIt() throws Exception {
    byte[] header = {1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] garbledDeltas = Arrays.copyOf(header, 40);
    byte[] manyPartitions = header.clone();
    manyPartitions[2] = 1;
    try (var pipeline = new PipelineDriver(Partitioning.ANY, stateDir)) {
      pipeline.clock(0);
      List<byte @Nullable []> foreign =
          Arrays.asList(new byte[] {9, 9}, new byte[0], null, garbledDeltas, manyPartitions);
      for (byte @Nullable [] value : foreign) {
        pipeline.send("traceweir_partials", KEY, value, 0);
      }
      pipeline.send(failed(), 0);
      pipeline.clock(5_000);
      pipeline.clock(10_000);

      assertThat(pipeline.records("otlp_dead_letters"))
          .hasSize(foreign.size())
          .allSatisfy(
              letter -> {
                assertThat(header(letter, "traceweir.reason")).isEqualTo("not_partial_sums");
                assertThat(header(letter, "__streams.errors.topic"))
                    .isEqualTo("traceweir_partials");
              });
      assertThat(pipeline.sums().spans()).isEqualTo(2);
      assertThat(
              pipeline
                  .meters
                  .counter("traceweir.dead.letters", "reason", "not_partial_sums")
                  .count())
          .isEqualTo(foreign.size());
    }
  }
}
