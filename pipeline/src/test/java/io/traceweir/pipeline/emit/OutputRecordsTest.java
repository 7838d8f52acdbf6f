// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.emit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import io.traceweir.trace.Annotation;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class OutputRecordsTest {
  private static final int MAX_BYTES = 20_000;
  private static final TraceId ID = new TraceId(1, 2);
  private static final Annotation WHY = new Annotation("rest", "root", -1, Annotation.Where.NONE);

  @Test
  void shouldCutATraceThatOnlyBecomesTooLargeAsJson() throws Exception {
    ExportTraceServiceRequest request = spans(150, "a span");
    assertThat(request.getSerializedSize()).isLessThan(MAX_BYTES);

    List<Record<byte[], byte[]>> records =
        records(Encoding.OTLP_JSON).kept(Signal.SPANS, ID, WHY, request.toByteArray(), 5);

    assertThat(records).hasSizeGreaterThan(1);
    assertThat(records)
        .allSatisfy(r -> assertThat(r.value().length).isLessThanOrEqualTo(MAX_BYTES));
    assertThat(records).allSatisfy(r -> assertThat(r.key()).asString().isEqualTo(ID.hex()));
    assertThat(spanIds(records)).hasSize(150).doesNotHaveDuplicates();
  }

  /** Control characters take six bytes in JSON. */
  @Test
  void shouldCutPiecesAgainThatAreStillTooLargeAsJson() throws Exception {
    byte[] request = spans(150, "\u0001".repeat(60)).toByteArray();

    List<Record<byte[], byte[]>> records =
        records(Encoding.OTLP_JSON).kept(Signal.SPANS, ID, WHY, request, 5);

    assertThat(records)
        .allSatisfy(r -> assertThat(r.value().length).isLessThanOrEqualTo(MAX_BYTES));
    assertThat(spanIds(records)).hasSize(150).doesNotHaveDuplicates();
  }

  @Test
  void shouldCutASpanThatIsTooLargeByItself() throws Exception {
    byte[] request = spans(1, "x\u0001".repeat(9_000)).toByteArray();

    List<Record<byte[], byte[]>> records =
        records(Encoding.OTLP_JSON).kept(Signal.SPANS, ID, WHY, request, 5);

    assertThat(records).hasSize(1);
    assertThat(records.get(0).value().length).isLessThanOrEqualTo(MAX_BYTES);
    assertThat(new String(records.get(0).value(), StandardCharsets.UTF_8))
        .contains("traceweir.truncated");
  }

  @Test
  void shouldHalveLogsWithoutTraceUntilTheyFit() throws Exception {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    IntStream.range(0, 50).forEach(i -> scope.addLogRecords(log("line " + i + "x".repeat(1_000))));
    scope.addLogRecords(log("y".repeat(3 * MAX_BYTES)));
    byte[] request =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
            .build()
            .toByteArray();

    List<Record<byte[], byte[]>> records = records(Encoding.OTLP_PROTO).logs(request, 5);

    assertThat(records)
        .allSatisfy(r -> assertThat(r.value().length).isLessThanOrEqualTo(MAX_BYTES));
    int count = 0;
    for (Record<byte[], byte[]> r : records) {
      count += records(r.value()).size();
    }
    assertThat(count).isEqualTo(51);
  }

  @Test
  void shouldLeaveOutTheKeyOfADeadLetterThatIsTooLarge() {
    var origin = new DeadLetter.Origin("otlp_spans", 1, 7, 5);

    Record<byte[], byte[]> record =
        records(Encoding.OTLP_PROTO)
            .deadLetter(origin.letter("empty", new byte[MAX_BYTES], new byte[2 * MAX_BYTES]));

    assertThat(record.key()).isNull();
    assertThat(record.value().length).isLessThan(MAX_BYTES);
    assertThat(record.headers().lastHeader("traceweir.truncated_from").value())
        .asString()
        .isEqualTo(Integer.toString(2 * MAX_BYTES));
  }

  private static List<LogRecord> records(byte[] logs) throws Exception {
    return ExportLogsServiceRequest.parseFrom(logs).getResourceLogsList().stream()
        .flatMap(r -> r.getScopeLogsList().stream())
        .flatMap(s -> s.getLogRecordsList().stream())
        .toList();
  }

  private static OutputRecords records(Encoding encoding) {
    return new OutputRecords(encoding, MAX_BYTES, new RequestCutter(new ResourceCache()));
  }

  private static LogRecord log(String body) {
    return LogRecord.newBuilder().setBody(AnyValue.newBuilder().setStringValue(body)).build();
  }

  private static ExportTraceServiceRequest spans(int count, String name) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 1; i <= count; i++) {
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(ByteString.fromHex(ID.hex()))
              .setSpanId(ByteString.fromHex(String.format("%016x", i)))
              .setName(name)
              .setStartTimeUnixNano(1_700_000_000_000_000_000L)
              .setEndTimeUnixNano(1_700_000_000_000_000_001L));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build();
  }

  private static List<ByteString> spanIds(List<Record<byte[], byte[]>> records)
      throws MalformedOtlpException, java.io.IOException {
    List<ByteString> ids = new ArrayList<>();
    for (Record<byte[], byte[]> r : records) {
      ExportTraceServiceRequest.parseFrom(OtlpJson.toProtobuf(Signal.SPANS, r.value()))
          .getResourceSpansList()
          .forEach(
              rs ->
                  rs.getScopeSpansList()
                      .forEach(s -> s.getSpansList().forEach(span -> ids.add(span.getSpanId()))));
    }
    return ids;
  }
}
