// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Decisions;
import io.traceweir.app.outcome.Sent;
import io.traceweir.app.outcome.Series;
import io.traceweir.app.outcome.Summary;
import io.traceweir.quickstart.check.Finding;
import io.traceweir.quickstart.check.Received;
import io.traceweir.quickstart.traffic.Request;
import io.traceweir.quickstart.traffic.Scenario;
import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import io.traceweir.quickstart.traffic.Traffic;
import io.traceweir.trace.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopRunTest {
  private static final long NOW = 1_000_000;

  private final List<String> lines = new ArrayList<>();
  private final Received received = new Received();
  private final ShopRun shop =
      ShopRun.open(
          new Plan(1, 10, Duration.ofSeconds(10), Scenario.named("retries")),
          NOW,
          received,
          (at, sentence) -> lines.add(at.toSeconds() + " " + sentence),
          false);

  @Test
  void shouldSayOnceWhatHappensWhenItsTimeHasCome() {
    shop.tell(NOW + 1_999);
    assertThat(lines).isEmpty();
    shop.tell(NOW + 2_000);
    shop.tell(NOW + 2_001);
    assertThat(lines).containsExactly("2 search is overloaded, the gateway retries");
    shop.tell(NOW + 60_000);
    shop.tell(NOW + 60_001);
    assertThat(lines.subList(1, lines.size()))
        .containsExactly(
            "8 search answers at once again",
            "10 no more visitors; waiting until all they caused is decided and counted");
  }

  @Test
  void shouldFindThatNothingCameOut() {
    Traffic traffic = shop.traffic();
    for (long now = NOW; !traffic.isOver(); now += 50) {
      assertThat(traffic.due(now)).extracting(Request::items).doesNotContain(0);
    }
    assertThat(shop.report(nothing(), true, false).verdict().findings().get(0))
        .returns(100L, Finding::expected)
        .returns(0L, Finding::agreeing);
    assertThat(shop.report(nothing(), true, false).verdict().remarks())
        .noneMatch(remark -> remark.contains("busy"));
  }

  @Test
  void shouldRememberWhatWasSentTooLate() {
    Traffic traffic = shop.traffic();
    TraceId late = traffic.due(NOW + 5_000).get(0).traces().iterator().next();
    received.decided(new Decision(late, false, "rest", "root", 0, 0, 0, 0, "", ""));
    assertThat(shop.report(nothing(), true, false).verdict().remarks())
        .anyMatch(remark -> remark.contains("this machine was busy"));
  }

  private static Summary nothing() {
    return Summary.of(
        Duration.ZERO, new Sent(), new Decisions(List.of()), new Series(), new Series());
  }
}
