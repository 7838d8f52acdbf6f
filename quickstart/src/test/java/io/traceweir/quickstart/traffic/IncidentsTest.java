// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.quickstart.traffic.Parsed.ParsedSpan;
import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import io.traceweir.quickstart.traffic.Timeline.Announcement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong can be found in what is sent, when it was announced and only then. */
class IncidentsTest {
  private static final Duration START = Duration.ofHours(1);

  @ParameterizedTest
  @CsvSource({"1, 30, 50", "2, 60, 50", "3, 30, 2", "4, 3600, 0.2"})
  void shouldShowEveryIncidentInATour(long seed, int seconds, double rate) {
    Told told = told(seed, rate, seconds, Scenario.TOUR);
    Set<Incident> shown = EnumSet.noneOf(Incident.class);
    for (SentTrace trace : told.shop.ledger().traces().values()) {
      for (Incident incident : Incident.values()) {
        if (told.shop.ledger().touched(trace, incident)) {
          shown.add(incident);
        }
      }
    }
    assertThat(shown).containsExactly(Incident.values());
  }

  @ParameterizedTest
  @EnumSource(Incident.class)
  void shouldShowOneIncidentAloneInItsScenario(Incident incident) {
    Told told = told(5, 40, 20, Scenario.named(incident.label()));
    Duration from = told.shop.timeline().entries().get(0).from();
    Duration to = told.shop.timeline().entries().get(0).to();
    int touched = 0;
    for (SentTrace trace : told.shop.ledger().traces().values()) {
      assertThat(trace.incidents()).isSubsetOf(incident);
      if (!trace.incidents().isEmpty()) {
        touched++;
        assertThat(told.start(trace)).isBetween(from, to.plusMillis(500));
      }
    }
    assertThat(touched > 0 || incident == Incident.DUPLICATES).isTrue();
  }

  @Test
  void shouldHaveNoIncidentWhenItIsCalm() {
    Told told = told(5, 40, 20, Scenario.CALM);
    assertThat(told.shop.timeline().announcements()).isEmpty();
    assertThat(told.shop.ledger().traces().values()).allMatch(t -> t.incidents().isEmpty());
    assertThat(told.shop.ledger().heldUpSpans()).isZero();
    assertThat(told.parsed.repeatedSpans).isZero();
  }

  @Test
  void shouldMakeTheProviderSlow() {
    Told told = told(6, 40, 20, Scenario.named("slow-dependency"));
    assertThat(told.touched(Incident.SLOW_DEPENDENCY))
        .isNotEmpty()
        .allMatch(trace -> trace.durationNanos() > 1_000_000_000);
  }

  @Test
  void shouldFailUnderAGoodRootWhenErrorsAreSwallowed() {
    Told told = told(6, 40, 20, Scenario.named("swallowed-error"));
    for (SentTrace trace : told.touched(Incident.SWALLOWED_ERROR)) {
      List<Span> spans = told.parsed.spans(trace.id()).stream().map(ParsedSpan::span).toList();
      assertThat(spans)
          .filteredOn(span -> span.getParentSpanId().isEmpty())
          .noneMatch(IncidentsTest::isError);
      assertThat(spans).anyMatch(IncidentsTest::isError);
    }
  }

  @Test
  void shouldAskAgainUntilSearchAnswers() {
    Told told = told(6, 40, 20, Scenario.named("retries"));
    for (SentTrace trace : told.touched(Incident.RETRIES)) {
      List<ParsedSpan> attempts =
          told.parsed.spans(trace.id()).stream()
              .filter(span -> span.attribute("url.full").endsWith("/search"))
              .toList();
      assertThat(attempts).hasSizeBetween(2, 3);
      assertThat(attempts).filteredOn(span -> !isError(span.span())).hasSize(1);
      assertThat(attempts.stream().map(s -> s.attribute("http.request.resend_count")))
          .contains("", "1");
    }
  }

  @Test
  void shouldBeginATraceOfItsOwnWhereTheContextIsLost() {
    Told told = told(6, 40, 20, Scenario.named("lost-context"));
    assertThat(told.touched(Incident.LOST_CONTEXT))
        .extracting(trace -> trace.root().service())
        .contains("gateway", "shipping");
  }

  @Test
  void shouldHoldUpWhatCartSendsAndDeliverDuplicatesSoonAndLate() {
    Told late = told(6, 40, 20, Scenario.named("late-spans"));
    assertThat(late.shop.ledger().heldUpSpans()).isPositive();
    assertThat(late.parsed.spans.values())
        .filteredOn(s -> s.firstMillis() * 1_000_000 - s.span().getEndTimeUnixNano() > 7e9)
        .hasSize((int) late.shop.ledger().heldUpSpans())
        .allMatch(s -> s.service().equals("cart"));

    Told twice = told(6, 40, 20, Scenario.named("duplicates"));
    assertThat(twice.shop.ledger().repeatedSpans())
        .isPositive()
        .isEqualTo(twice.parsed.repeatedSpans);
    assertThat(gaps(twice.requests)).contains(400L, 7_500L).hasSize(2);
  }

  private static Set<Long> gaps(List<Request> requests) {
    return requests.stream().collect(Collectors.groupingBy(Request::value)).values().stream()
        .filter(same -> same.size() > 1)
        .map(same -> same.get(1).timeMillis() - same.get(0).timeMillis())
        .collect(Collectors.toSet());
  }

  @Test
  void shouldMakeTheNewVersionWorse() {
    Told told = told(6, 60, 30, Scenario.named("bad-deploy"));
    List<ParsedSpan> answers =
        told.parsed.spans.values().stream()
            .filter(s -> s.service().equals("search") && s.span().getName().equals("GET /search"))
            .toList();
    assertThat(share(answers, "2.4.0")).isGreaterThan(0.1);
    assertThat(share(answers, "2.3.1")).isZero();
    assertThat(millis(answers, "2.4.0")).isGreaterThan(3 * millis(answers, "2.3.1"));
  }

  private static List<Span> of(List<ParsedSpan> spans, String version) {
    return spans.stream()
        .filter(
            s ->
                ParsedSpan.attribute(s.resource().getAttributesList(), "service.version")
                    .equals(version))
        .map(ParsedSpan::span)
        .toList();
  }

  private static double share(List<ParsedSpan> spans, String version) {
    return of(spans, version).stream().mapToInt(s -> isError(s) ? 1 : 0).average().orElseThrow();
  }

  private static double millis(List<ParsedSpan> spans, String version) {
    return of(spans, version).stream()
            .mapToLong(s -> s.getEndTimeUnixNano() - s.getStartTimeUnixNano())
            .average()
            .orElseThrow()
        / 1e6;
  }

  @Test
  void shouldAnnounceBeginsAndEndsInOrder() {
    List<Announcement> announcements =
        new Timeline(Scenario.TOUR, Duration.ofSeconds(60)).announcements();
    assertThat(announcements).hasSize(2 * Incident.values().length);
    assertThat(announcements).extracting(Announcement::at).isSorted();
    assertThat(announcements.get(0))
        .returns(Duration.ofMillis(3_600), Announcement::at)
        .returns("the payment provider becomes slow", Announcement::sentence);
    assertThat(announcements.get(1).sentence()).isEqualTo("the payment provider is fast again");
    assertThat(announcements.get(17).at()).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void shouldNameTheNearestScenario() {
    assertThat(Scenario.named("tour")).isEqualTo(Scenario.TOUR);
    assertThat(Scenario.all()).hasSize(2 + Incident.values().length);
    assertThatThrownBy(() -> Scenario.named("late_span"))
        .hasMessageContaining("did you mean \"late-spans\"?")
        .hasMessageContaining("tour, calm, slow-dependency");
  }

  private record Told(ShopTraffic shop, List<Request> requests, Parsed parsed) {
    List<SentTrace> touched(Incident incident) {
      return shop.ledger().traces().values().stream()
          .filter(trace -> shop.ledger().touched(trace, incident))
          .toList();
    }

    Duration start(SentTrace trace) {
      long nanos =
          parsed.spans(trace.id()).stream()
              .mapToLong(span -> span.span().getStartTimeUnixNano())
              .min()
              .orElseThrow();
      return Duration.ofNanos(nanos).minus(START);
    }
  }

  private static Told told(long seed, double rate, int seconds, Scenario scenario) {
    ShopTraffic shop =
        new ShopTraffic(new Plan(seed, rate, Duration.ofSeconds(seconds), scenario), START);
    List<Request> requests = new ArrayList<>();
    shop.forEachRemaining(requests::add);
    return new Told(shop, requests, Parsed.of(requests));
  }

  private static boolean isError(Span span) {
    return span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR;
  }
}
