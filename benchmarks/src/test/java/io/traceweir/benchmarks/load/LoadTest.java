// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.otlp.Signal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is known of a trace by its number is what the load holds. */
class LoadTest {
  private static final int TRACES = 300;
  private static final int LOGS = 3;
  private static final long START_MILLIS = 1_000_000;
  private static final StatusCode ERROR = StatusCode.STATUS_CODE_ERROR;

  private static Shape shape(boolean keyed, long seed) {
    return new Shape(5_400, 18, 100, 4, 5, 0.1, LOGS, 2, keyed, 2_000, seed);
  }

  private static List<LoadRecord> records(Shape shape) {
    List<LoadRecord> records = new ArrayList<>();
    new Load(shape).write(0, TRACES, START_MILLIS, records::add);
    return records;
  }

  private static List<Span> spans(byte[] value) {
    try {
      return ExportTraceServiceRequest.parseFrom(value).getResourceSpansList().stream()
          .flatMap(r -> r.getScopeSpansList().stream())
          .flatMap(s -> s.getSpansList().stream())
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static List<LogRecord> logs(byte[] value) {
    try {
      return ExportLogsServiceRequest.parseFrom(value).getResourceLogsList().stream()
          .flatMap(r -> r.getScopeLogsList().stream())
          .flatMap(s -> s.getLogRecordsList().stream())
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static long number(ByteString traceId) {
    return traceId.asReadOnlyByteBuffer().getLong();
  }

  private static long spanId(Span span) {
    return span.getSpanId().asReadOnlyByteBuffer().getLong();
  }

  private static Map<Long, List<Span>> byTrace(List<LoadRecord> records) {
    return records.stream()
        .filter(r -> r.signal() == Signal.SPANS)
        .flatMap(r -> spans(r.value()).stream())
        .filter(span -> !TraceFacts.isClosing(number(span.getTraceId())))
        .collect(
            Collectors.groupingBy(s -> number(s.getTraceId()), TreeMap::new, Collectors.toList()));
  }

  @Test
  void shouldHoldWhatTheFactsSay() {
    Shape shape = shape(false, 1);
    TraceFacts facts = new TraceFacts(shape);
    Map<Long, List<Span>> traces = byTrace(records(shape));

    assertThat(traces).hasSize(TRACES);
    traces.forEach(
        (number, spans) -> {
          assertThat(spans).hasSize(facts.spans(number));
          assertThat(spans.stream().mapToLong(LoadTest::spanId).sum())
              .isEqualTo(facts.spanIdSum(number));
          assertThat(spans.stream().anyMatch(s -> s.getStatus().getCode() == ERROR))
              .isEqualTo(facts.isFailed(number));
          long start = spans.stream().mapToLong(Span::getStartTimeUnixNano).min().orElseThrow();
          long end = spans.stream().mapToLong(Span::getEndTimeUnixNano).max().orElseThrow();
          assertThat(end - start > 2_000_000_000L).isEqualTo(facts.isSlow(number));
        });
  }

  @Test
  void shouldWriteTheLogsOfEachTrace() {
    Map<Long, Long> logs =
        records(shape(false, 1)).stream()
            .filter(r -> r.signal() == Signal.LOGS)
            .flatMap(r -> logs(r.value()).stream())
            .map(log -> number(log.getTraceId()))
            .filter(number -> !TraceFacts.isClosing(number))
            .collect(Collectors.groupingBy(n -> n, Collectors.counting()));
    assertThat(logs).hasSize(TRACES);
    assertThat(logs.values()).containsOnly((long) LOGS);
  }

  @Test
  void shouldComeNearlyInOrderOfTimeAndBeTheSameForTheSameSeed() {
    List<LoadRecord> records = records(shape(false, 7));
    long latest = 0;
    for (LoadRecord record : records) {
      assertThat(record.timeMillis()).isGreaterThan(latest - 1_000);
      latest = Math.max(latest, record.timeMillis());
    }
    List<byte[]> values = records.stream().map(LoadRecord::value).toList();
    List<byte[]> again = records(shape(false, 7)).stream().map(LoadRecord::value).toList();
    assertThat(values).hasSameSizeAs(again);
    for (int i = 0; i < values.size(); i++) {
      assertThat(values.get(i)).isEqualTo(again.get(i));
    }
    List<byte[]> other = records(shape(false, 8)).stream().map(LoadRecord::value).toList();
    assertThat(other.get(0)).isNotEqualTo(values.get(0));
  }

  @Test
  void shouldKeyEachRecordByItsOneTrace() {
    List<LoadRecord> records = records(shape(true, 1));
    assertThat(records)
        .filteredOn(r -> r.signal() == Signal.SPANS)
        .allSatisfy(
            record ->
                assertThat(spans(record.value()))
                    .isNotEmpty()
                    .allSatisfy(
                        span ->
                            assertThat(new String(record.key(), US_ASCII))
                                .isEqualTo(
                                    HexFormat.of().formatHex(span.getTraceId().toByteArray()))));
  }

  @Test
  void shouldCloseEveryPartition() {
    List<Integer> partitions =
        records(shape(false, 1)).stream()
            .filter(r -> r.signal() == Signal.SPANS && r.partition() != null)
            .map(LoadRecord::partition)
            .toList();
    assertThat(partitions).containsExactly(0, 1, 0, 1);
  }
}
