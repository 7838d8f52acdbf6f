// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopTrafficTest {
  private static final Duration NOON = Duration.ofHours(12);

  @Test
  void shouldBeAFunctionOfSeedRateDurationAndStart() {
    List<Request> once = traffic(1, 20, 5);
    assertThat(traffic(1, 20, 5)).isEqualTo(once);
    assertThat(traces(traffic(2, 20, 5))).doesNotContainAnyElementsOf(traces(once));
  }

  @Test
  void shouldTellTheSameTracesWhenItLastsLonger() {
    assertThat(traces(traffic(1, 20, 8))).containsAll(traces(traffic(1, 20, 5)));
  }

  @Test
  void shouldStartAsManyTracesAsRateAndDurationSay() {
    assertThat(traces(traffic(1, 20, 5))).hasSize(100);
    assertThat(traces(traffic(1, 0.5, 5))).hasSize(3);
    assertThatThrownBy(() -> traffic(1, 0, 5)).hasMessage("the rate has to be above 0");
  }

  @Test
  void shouldSendEverySpanOnceWithItsParentInTheSameTrace() {
    List<Span> spans = spans(traffic(1, 50, 10));
    Map<ByteString, Set<ByteString>> byTrace =
        spans.stream()
            .collect(
                Collectors.groupingBy(
                    Span::getTraceId, Collectors.mapping(Span::getSpanId, Collectors.toSet())));
    assertThat(byTrace.values().stream().mapToInt(Set::size).sum()).isEqualTo(spans.size());
    assertThat(spans)
        .allSatisfy(
            span -> {
              assertThat(span.getEndTimeUnixNano()).isGreaterThan(span.getStartTimeUnixNano());
              if (!span.getParentSpanId().isEmpty()) {
                assertThat(byTrace.get(span.getTraceId())).contains(span.getParentSpanId());
              }
            });
    assertThat(spans).filteredOn(span -> span.getParentSpanId().isEmpty()).hasSize(byTrace.size());
  }

  @Test
  void shouldStampARequestWithTheLatestTimeInItAndSendInOrder() {
    long last = 0;
    for (Request request : traffic(1, 50, 5)) {
      assertThat(request.timeMillis()).isGreaterThanOrEqualTo(last - 200);
      last = Math.max(last, request.timeMillis());
      if (request.signal() == Signal.SPANS) {
        long latest =
            spans(List.of(request)).stream()
                .mapToLong(Span::getEndTimeUnixNano)
                .max()
                .orElseThrow();
        assertThat(request.timeMillis()).isEqualTo((latest + 999_999) / 1_000_000);
      }
    }
    assertThat(last).isBetween(NOON.toMillis() + 5_000, NOON.toMillis() + 15_000);
  }

  @Test
  void shouldHaveWhatTailSamplingIsFor() {
    List<Request> traffic = traffic(1, 50, 30);
    List<Span> spans = spans(traffic);
    Set<ByteString> failed = new HashSet<>();
    Set<ByteString> failedUnderAGoodRoot = new HashSet<>();
    for (Span span : spans) {
      if (span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR) {
        failed.add(span.getTraceId());
        failedUnderAGoodRoot.add(span.getTraceId());
      }
    }
    for (Span span : spans) {
      if (span.getParentSpanId().isEmpty()
          && span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR) {
        failedUnderAGoodRoot.remove(span.getTraceId());
      }
    }
    assertThat(failed).hasSizeBetween(5, 60);
    assertThat(failedUnderAGoodRoot).isNotEmpty();
    assertThat(spans)
        .filteredOn(span -> span.getEndTimeUnixNano() - span.getStartTimeUnixNano() > 1_000_000_000)
        .isNotEmpty();
    List<LogRecord> logs = logs(traffic);
    assertThat(logs)
        .extracting(log -> log.getSeverityNumber().name())
        .contains("SEVERITY_NUMBER_ERROR", "SEVERITY_NUMBER_WARN", "SEVERITY_NUMBER_INFO");
    Set<ByteString> spanIds = spans.stream().map(Span::getSpanId).collect(Collectors.toSet());
    assertThat(logs).allMatch(log -> spanIds.contains(log.getSpanId()));
  }

  private static List<Request> traffic(long seed, double rate, int seconds) {
    List<Request> requests = new ArrayList<>();
    new ShopTraffic(seed, rate, Duration.ofSeconds(seconds), NOON).forEachRemaining(requests::add);
    return requests;
  }

  private static Set<TraceId> traces(List<Request> requests) {
    return requests.stream().flatMap(r -> r.traces().stream()).collect(Collectors.toSet());
  }

  private static List<Span> spans(List<Request> requests) {
    return requests.stream()
        .filter(request -> request.signal() == Signal.SPANS)
        .flatMap(request -> parseSpans(request).getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private static List<LogRecord> logs(List<Request> requests) {
    return requests.stream()
        .filter(request -> request.signal() == Signal.LOGS)
        .flatMap(request -> parseLogs(request).getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .toList();
  }

  private static ExportTraceServiceRequest parseSpans(Request request) {
    try {
      return ExportTraceServiceRequest.parseFrom(request.value());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ExportLogsServiceRequest parseLogs(Request request) {
    try {
      return ExportLogsServiceRequest.parseFrom(request.value());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
