// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Decisions;
import io.traceweir.app.outcome.Sent;
import io.traceweir.app.outcome.Series;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlainLinesTest {
  private static final long SECOND = 1_000_000_000;

  private final List<String> lines = new ArrayList<>();
  private final Sent sent = new Sent();
  private final Decisions decisions = new Decisions(List.of("errors", "rest"));

  @Test
  void shouldSayOnceASecondWhatComesAndWhatIsDecided() {
    LiveView view = LiveViews.lines(false, lines::add);
    view.announce("starting");
    view.begin(new Plan(List.of(), Duration.ofSeconds(3), 0), 0);
    for (int i = 1; i <= 30; i++) {
      sent.add(Signal.SPANS, 5, Set.of(new TraceId(0, i)));
      if (i <= 8) {
        decide(view, i, i <= 2 ? "errors" : "rest");
      }
      view.look(standing(false), i * SECOND / 10);
    }
    decide(view, 9, "rest");
    view.close();
    assertThat(view.readsTraces()).isFalse();
    assertThat(lines)
        .containsExactly(
            "starting",
            "  0:01  traces 10/s, spans 50/s; 2 waiting; decided 2 kept (errors 2);"
                + " 6 dropped (rest 6)",
            "  0:03  traces 10/s, spans 50/s; 22 waiting; decided 1 dropped (rest 1)");
    assertThat(lines).noneMatch(line -> line.contains("\u001b") || line.contains("\r"));
  }

  @Test
  void shouldSayWhenSomethingHappened() {
    LiveViews.lines(true, lines::add).happened(Duration.ofMillis(4_200), "search is slow");
    assertThat(lines).containsExactly("4 s: search is slow");
  }

  @Test
  void shouldNameSomeTracesForAPerson() {
    LiveView view = LiveViews.lines(true, lines::add);
    view.begin(new Plan(List.of(), Duration.ofSeconds(3), 0), 0);
    decide(view, 1, "errors");
    sent.add(Signal.SPANS, 4, Set.of(new TraceId(0, 1)));
    view.look(standing(false), SECOND);
    view.look(standing(false), 2 * SECOND);
    view.look(standing(true), 9 * SECOND);
    assertThat(lines)
        .contains("  0:02  traces 0.5/s, spans 2.0/s; 0 waiting")
        .anyMatch(line -> line.startsWith("sent 1 requests"))
        .anyMatch(line -> line.startsWith("  kept by errors"));
  }

  private void decide(LiveView view, int trace, String rule) {
    Decision decision = Told.decision(trace, rule.equals("errors"), rule, "GET /", 20, 5);
    decisions.add(decision);
    view.decided(decision);
  }

  private Standing standing(boolean over) {
    return new Standing(sent, over, decisions, new Series(), new Series());
  }
}
