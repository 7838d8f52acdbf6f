// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.quickstart.traffic.Parsed.ParsedSpan;
import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import io.traceweir.trace.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTrafficTest {
  private static final Duration NOON = Duration.ofHours(12);

  @Test
  void shouldBeAFunctionOfSeedRateDurationScenarioAndStart() {
    List<Request> once = traffic(1, 20, 5);
    assertThat(traffic(1, 20, 5)).isEqualTo(once);
    assertThat(traces(traffic(2, 20, 5))).doesNotContainAnyElementsOf(traces(once));
  }

  @Test
  void shouldBeVisitedByTheSameWhenItLastsLonger() {
    List<Request> calm = requests(new Plan(1, 20, Duration.ofSeconds(5), Scenario.CALM));
    List<Request> longer = requests(new Plan(1, 20, Duration.ofSeconds(8), Scenario.CALM));
    assertThat(spans(longer)).containsAll(spans(calm));
  }

  private static Set<Span> spans(List<Request> requests) {
    return Parsed.of(requests).spans.values().stream()
        .map(ParsedSpan::span)
        .collect(Collectors.toSet());
  }

  @Test
  void shouldHaveAsManyVisitorsAsRateAndDurationSay() {
    assertThat(traces(requests(new Plan(1, 20, Duration.ofSeconds(5), Scenario.CALM))))
        .hasSize(100);
    assertThat(traces(requests(new Plan(1, 0.5, Duration.ofSeconds(5), Scenario.CALM)))).hasSize(3);
    assertThatThrownBy(() -> traffic(1, 0, 5)).hasMessage("the rate has to be above 0");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldHaveParentsOfTheSameTraceAroundTheirChildren(long seed) {
    Parsed parsed = Parsed.of(traffic(seed, 50, 20));
    for (ParsedSpan child : parsed.spans.values()) {
      Span span = child.span();
      assertThat(span.getEndTimeUnixNano()).isGreaterThan(span.getStartTimeUnixNano());
      if (!span.getParentSpanId().isEmpty()) {
        ParsedSpan parent = parsed.spans.get(span.getParentSpanId());
        assertThat(parent).as("parent of " + span.getName()).isNotNull();
        assertThat(parent.trace()).isEqualTo(child.trace());
        assertThat(span.getStartTimeUnixNano())
            .isGreaterThanOrEqualTo(parent.span().getStartTimeUnixNano());
        if (span.getKind() != SpanKind.SPAN_KIND_CONSUMER) {
          assertThat(span.getEndTimeUnixNano())
              .as(parent.span().getName() + " around " + span.getName())
              .isLessThanOrEqualTo(parent.span().getEndTimeUnixNano());
        }
      }
    }
    Map<TraceId, Long> roots =
        parsed.spans.values().stream()
            .filter(span -> span.span().getParentSpanId().isEmpty())
            .collect(Collectors.groupingBy(ParsedSpan::trace, Collectors.counting()));
    assertThat(roots.keySet()).isEqualTo(traces(traffic(seed, 50, 20)));
    assertThat(roots.values()).containsOnly(1L);
  }

  @Test
  void shouldSendInOrderOfTimeAndNothingBeforeItIsFinished() {
    long last = 0;
    for (Request request : traffic(1, 50, 10)) {
      assertThat(request.timeMillis()).isGreaterThanOrEqualTo(last);
      last = request.timeMillis();
      Parsed.of(List.of(request))
          .spans
          .values()
          .forEach(
              span ->
                  assertThat(span.span().getEndTimeUnixNano())
                      .isLessThanOrEqualTo(request.timeMillis() * 1_000_000));
    }
    assertThat(last).isBetween(NOON.toMillis() + 10_000, NOON.toMillis() + 20_000);
  }

  /**
   * What has to be decided on must be there in time, and what is late must be surely late: the root
   * comes within the 5 s that are waited, the rest soon enough after it or long after.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldLeaveNoDoubtWhatArrivesInTime(long seed) {
    Parsed parsed = Parsed.of(traffic(seed, 50, 30));
    Map<TraceId, List<ParsedSpan>> traces =
        parsed.spans.values().stream().collect(Collectors.groupingBy(ParsedSpan::trace));
    traces.forEach(
        (trace, spans) -> {
          long root =
              spans.stream()
                  .filter(s -> s.span().getParentSpanId().isEmpty())
                  .findFirst()
                  .orElseThrow()
                  .firstMillis();
          long first = spans.stream().mapToLong(ParsedSpan::firstMillis).min().orElseThrow();
          assertThat(root - first).as("root after the first").isLessThan(4_500);
          assertThat(spans)
              .allMatch(s -> s.firstMillis() < root + 800 || s.firstMillis() > first + 7_000);
        });
  }

  @Test
  void shouldDescribeItselfAsTheConventionsSay() {
    Parsed parsed = Parsed.of(traffic(1, 50, 30));
    assertThat(parsed.spans.values())
        .extracting(ParsedSpan::service)
        .containsOnly(
            Arrays.stream(ShopService.values())
                .map(ShopService::serviceName)
                .toArray(String[]::new));
    for (ParsedSpan span : parsed.spans.values()) {
      assertThat(expected(span))
          .as(span.toString())
          .allMatch(key -> !span.attribute(key).isEmpty());
      assertThat(List.of("service.version", "service.instance.id", "host.name", "k8s.pod.name"))
          .allMatch(
              key -> !ParsedSpan.attribute(span.resource().getAttributesList(), key).isEmpty());
      if (span.span().getStatus().getCode() == StatusCode.STATUS_CODE_ERROR) {
        assertThat(span.attribute("error.type")).as(span.toString()).isNotEmpty();
      }
    }
    assertThat(instances(parsed, "cart")).hasSize(2);
    assertThat(instances(parsed, "search")).hasSize(3);
  }

  private static Set<String> instances(Parsed parsed, String service) {
    return parsed.spans.values().stream()
        .filter(span -> span.service().equals(service))
        .map(
            span ->
                ParsedSpan.attribute(span.resource().getAttributesList(), "service.instance.id"))
        .collect(Collectors.toSet());
  }

  private static List<String> expected(ParsedSpan span) {
    if (!span.attribute("rpc.system").isEmpty()) {
      return List.of("rpc.service", "rpc.method", "rpc.grpc.status_code");
    }
    if (!span.attribute("db.system.name").isEmpty()) {
      return List.of("db.operation.name", "server.address", "server.port");
    }
    if (!span.attribute("messaging.system").isEmpty()) {
      return List.of("messaging.destination.name", "messaging.operation.type");
    }
    return switch (span.span().getKind()) {
      case SPAN_KIND_SERVER ->
          List.of("http.request.method", "http.route", "url.path", "http.response.status_code");
      case SPAN_KIND_CLIENT ->
          List.of("http.request.method", "url.full", "server.address", "http.response.status_code");
      default -> List.of();
    };
  }

  @Test
  void shouldLogAtSeveralLevelsForItsSpans() {
    Parsed parsed = Parsed.of(traffic(1, 50, 30));
    assertThat(parsed.logs)
        .extracting(log -> log.log().getSeverityText())
        .contains("DEBUG", "INFO", "WARN", "ERROR");
    assertThat(parsed.logs)
        .allSatisfy(
            log -> {
              ParsedSpan span = parsed.spans.get(log.log().getSpanId());
              assertThat(span).isNotNull();
              assertThat(span.trace()).isEqualTo(log.trace());
            });
    assertThat(parsed.logs.stream().map(l -> l.log().getSpanId() + "@" + l.log().getTimeUnixNano()))
        .doesNotHaveDuplicates();
  }

  private static List<Request> traffic(long seed, double rate, int seconds) {
    return requests(new Plan(seed, rate, Duration.ofSeconds(seconds), Scenario.TOUR));
  }

  private static List<Request> requests(Plan plan) {
    List<Request> requests = new ArrayList<>();
    new ShopTraffic(plan, NOON).forEachRemaining(requests::add);
    return requests;
  }

  private static Set<TraceId> traces(List<Request> requests) {
    return requests.stream().flatMap(r -> r.traces().stream()).collect(Collectors.toSet());
  }
}
