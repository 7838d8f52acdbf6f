// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Red;
import io.traceweir.quickstart.traffic.Parsed.ParsedLog;
import io.traceweir.quickstart.traffic.Parsed.ParsedSpan;
import io.traceweir.quickstart.traffic.SentTrace.LogKey;
import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import io.traceweir.trace.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the shop says it did is what can be read in its requests. */
class LedgerTest {
  private final ShopTraffic shop =
      new ShopTraffic(new Plan(11, 50, Duration.ofSeconds(30), Scenario.TOUR), Duration.ofHours(1));
  private final List<Request> requests = new ArrayList<>();
  private final Parsed parsed;

  LedgerTest() {
    shop.forEachRemaining(requests::add);
    parsed = Parsed.of(requests);
  }

  @Test
  void shouldListEverySpanAndLogOfEveryTraceOnce() {
    Map<TraceId, List<ParsedSpan>> spans =
        parsed.spans.values().stream().collect(Collectors.groupingBy(ParsedSpan::trace));
    Map<TraceId, List<ParsedLog>> logs =
        parsed.logs.stream().collect(Collectors.groupingBy(ParsedLog::trace));
    assertThat(shop.ledger().traces().keySet()).isEqualTo(spans.keySet());
    for (SentTrace trace : shop.ledger().traces().values()) {
      assertThat(trace.spanIds())
          .containsExactlyInAnyOrderElementsOf(
              spans.getOrDefault(trace.id(), List.of()).stream()
                  .map(s -> id(s.span().getSpanId()))
                  .toList());
      assertThat(trace.logs())
          .containsExactlyInAnyOrderElementsOf(
              logs.getOrDefault(trace.id(), List.of()).stream()
                  .map(l -> new LogKey(id(l.log().getSpanId()), l.log().getTimeUnixNano()))
                  .toList());
    }
  }

  @Test
  void shouldHaveTheFiguresOfWhatArrivesInTime() {
    for (SentTrace trace : shop.ledger().traces().values()) {
      List<ParsedSpan> inTime =
          parsed.spans(trace.id()).stream()
              .filter(s -> s.firstMillis() * 1_000_000 - s.span().getEndTimeUnixNano() < 7e9)
              .toList();
      assertThat(trace.spans()).isEqualTo(inTime.size());
      assertThat(trace.errors()).isEqualTo((int) inTime.stream().filter(this::isError).count());
      long start =
          inTime.stream().mapToLong(s -> s.span().getStartTimeUnixNano()).min().orElseThrow();
      long end = inTime.stream().mapToLong(s -> s.span().getEndTimeUnixNano()).max().orElseThrow();
      assertThat(trace.durationNanos()).isEqualTo(end - start);
      ParsedSpan root =
          inTime.stream()
              .filter(s -> s.span().getParentSpanId().isEmpty())
              .findFirst()
              .orElseThrow();
      assertThat(trace.root())
          .isEqualTo(new SentTrace.Root(root.service(), root.span().getName(), isError(root)));
    }
  }

  @Test
  void shouldCountEverySpanAsACall() {
    Map<Red.Operation, Long> expected = new HashMap<>();
    for (ParsedSpan span : parsed.spans.values()) {
      expected.merge(
          new Red.Operation(
              span.service(),
              span.span().getName(),
              span.span().getKind().name(),
              isError(span) ? "STATUS_CODE_ERROR" : "STATUS_CODE_UNSET",
              0),
          1L,
          Long::sum);
    }
    assertThat(shop.ledger().calls()).isEqualTo(expected);
    assertThat(shop.ledger().spans()).isEqualTo(parsed.spans.size());
  }

  @Test
  void shouldKnowTheEdgesOfACheckout() {
    SentTrace order =
        shop.ledger().traces().values().stream()
            .filter(t -> t.root().name().equals("POST /checkout") && t.incidents().isEmpty())
            .filter(t -> t.errors() == 0)
            .findFirst()
            .orElseThrow();
    assertThat(order.edges())
        .containsExactlyInAnyOrder(
            edge("user", "gateway", "virtual_node"),
            edge("gateway", "checkout", ""),
            edge("checkout", "cart", ""),
            edge("cart", "redis", "database"),
            edge("checkout", "inventory", ""),
            edge("inventory", "stock", "database"),
            edge("checkout", "payment", ""),
            edge("payment", "api.cardnetwork.example", "virtual_node"),
            edge("checkout", "shipping", ""),
            edge("checkout", "notification", "messaging_system"),
            edge("notification", "api.mail.example", "virtual_node"),
            edge("checkout", "accounting", "messaging_system"),
            edge("accounting", "ledger", "database"));
  }

  @Test
  void shouldSeeOnlyOneSideOfACallWhereTheOtherIsLate() {
    SentTrace add =
        shop.ledger().traces().values().stream()
            .filter(t -> t.incidents().contains(Incident.LATE_SPANS))
            .filter(t -> t.root().name().equals("POST /cart/items"))
            .findFirst()
            .orElseThrow();
    assertThat(add.spans()).isEqualTo(2);
    assertThat(add.spanIds()).hasSize(4);
    assertThat(add.edges())
        .containsExactlyInAnyOrder(
            edge("user", "gateway", "virtual_node"), edge("gateway", "cart", "virtual_node"));
  }

  private static Edge edge(String client, String server, String type) {
    return new Edge(client, server, type, 1, 0);
  }

  private boolean isError(ParsedSpan span) {
    return span.span().getStatus().getCode() == StatusCode.STATUS_CODE_ERROR;
  }

  private static long id(ByteString id) {
    return id.asReadOnlyByteBuffer().getLong();
  }
}
