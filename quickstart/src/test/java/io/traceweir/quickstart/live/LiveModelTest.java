// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Decisions;
import io.traceweir.app.outcome.Sent;
import io.traceweir.app.outcome.Series;
import io.traceweir.otlp.Signal;
import io.traceweir.quickstart.live.Picture.Event;
import io.traceweir.quickstart.live.Picture.Flow;
import io.traceweir.quickstart.live.Picture.RuleRow;
import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import io.traceweir.trace.TraceId;
import io.traceweir.yaml.ProblemsException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveModelTest {
  private static final long SECOND = 1_000_000_000;
  private static final List<Rule> RULES =
      rules(
          """
          version: 1
          rules:
            - { name: errors, when: trace.error, keep: 100% }
            - name: slow
              when: trace.duration > 1s
              keep: { spans_per_second: 500 }
              note: slow for our customers
            - { name: rest, keep: 10% }
          """);

  private final Sent sent = new Sent();
  private final Decisions decisions = new Decisions(List.of("errors", "slow", "rest"));
  private final Series spanMetrics = new Series();
  private final Series serviceGraph = new Series();
  private final Events events = new Events();
  private final LiveModel model =
      new LiveModel(new Plan(RULES, Duration.ofSeconds(30), 0), events, 0);

  private static List<Rule> rules(String text) {
    try {
      return RuleSet.parse("rules.yaml", text).rules();
    } catch (ProblemsException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void shouldTellHowMuchComesAndWaits() {
    for (int i = 1; i <= 100; i++) {
      sent.add(Signal.SPANS, 5, Set.of(new TraceId(0, i)));
      if (i <= 60) {
        decide(i, i <= 6, "rest");
      }
      model.look(standing(false), i * SECOND / 10);
    }
    Picture picture = model.picture(standing(false), 10 * SECOND);
    assertThat(picture.head().elapsed()).isEqualTo(Duration.ofSeconds(10));
    assertThat(picture.head().sent()).isEqualTo(new Flow(100, 10, 500, 50));
    assertThat(picture.head().decided().traces()).isEqualTo(60);
    assertThat(picture.head().decided().tracesPerSecond()).isBetween(1.5, 2.5);
    assertThat(picture.head().kept()).isEqualTo(6);
    assertThat(picture.head().waiting()).isEqualTo(40);
  }

  @Test
  void shouldForgetRatesOfLongAgo() {
    Rate rate = new Rate(0);
    rate.add(1_000, SECOND);
    assertThat(rate.perSecond()).isEqualTo(1_000);
    rate.add(1_000, 2 * SECOND);
    assertThat(rate.perSecond()).isEqualTo(500);
    for (int i = 3; i < 20; i++) {
      rate.add(1_000, i * SECOND);
    }
    assertThat(rate.perSecond()).isZero();
  }

  @Test
  void shouldGiveTheReasonOfEachRule() {
    decide(1, true, "errors");
    decide(2, false, "rest");
    assertThat(model.picture(standing(true), SECOND).rules())
        .containsExactly(
            new RuleRow("errors", "trace.error", "", 1, 0),
            new RuleRow("slow", "slow for our customers", "500 spans/s of it", 0, 0),
            new RuleRow("rest", "everything else", "10% of it", 0, 1));
  }

  @Test
  void shouldPutDecisionsSpansAndLogsTogetherInAnyOrder() {
    Told told = new Told().root("GET /", 20, 200).failed("root", "a", "db", "SELECT", "locked");
    String trace = new TraceId(0, 7).hex();
    model.traces().spans(trace, told.spans().get(0));
    decide(7, true, "errors");
    assertThat(story().size()).isEqualTo("2 spans in 1 service");
    model.traces().spans(trace, told.spans().get(1));
    assertThat(story().plot()).isEqualTo("db SELECT failed (locked), answered 200");
  }

  @Test
  void shouldHoldTheLastTracesOnly() {
    for (int i = 1; i <= 1_000; i++) {
      model.traces().spans(new TraceId(0, i).hex(), new byte[0]);
      decide(i, true, "rule " + i);
      decide(5_000 + i, false, "rest");
    }
    List<Story> stories = model.picture(standing(true), SECOND).stories();
    assertThat(stories).hasSize(64);
    assertThat(stories.get(0).rule()).isEqualTo("rule 1000");
  }

  @Test
  void shouldKeepTheLatestEvents() {
    for (int i = 0; i < 100; i++) {
      events.add(Duration.ofSeconds(i), "first " + i + "\n\nsecond " + i);
    }
    assertThat(model.picture(standing(false), 0).events())
        .hasSize(20)
        .startsWith(
            new Event(Duration.ofSeconds(99), "second 99"),
            new Event(Duration.ofSeconds(99), "first 99"));
  }

  @Test
  void shouldTellTheShareOfAReplay() {
    LiveModel replay = new LiveModel(new Plan(RULES, Duration.ZERO, 4), events, 0);
    sent.add(Signal.SPANS, 5, Set.of(new TraceId(0, 1)));
    assertThat(replay.picture(standing(false), 0).head().sentShare()).isEqualTo(0.25);
  }

  private Story story() {
    return model.picture(standing(false), SECOND).stories().get(0);
  }

  private void decide(int trace, boolean kept, String rule) {
    Decision decision = Told.decision(trace, kept, rule, "GET /", 20, 2);
    decisions.add(decision);
    model.decided(decision);
  }

  private Standing standing(boolean over) {
    return new Standing(sent, over, decisions, spanMetrics, serviceGraph);
  }
}
