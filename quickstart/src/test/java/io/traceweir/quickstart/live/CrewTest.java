// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.outcome.Decisions;
import io.traceweir.app.outcome.Sent;
import io.traceweir.app.outcome.Series;
import io.traceweir.otlp.Signal;
import io.traceweir.quickstart.live.Picture.Crew;
import io.traceweir.quickstart.live.Picture.Flow;
import io.traceweir.quickstart.live.Picture.Head;
import io.traceweir.trace.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers in processes of their own, in the picture and in lines. */
class CrewTest {
  private static final long SECOND = 1_000_000_000;
  private static final WorkerRow FIRST =
      new WorkerRow("worker 1", "works", true, Duration.ofSeconds(83), List.of(0, 2, 4));
  private static final WorkerRow SECOND_ONE =
      new WorkerRow("worker 2", "killed", false, Duration.ofSeconds(2), List.of());

  private final List<String> lines = new ArrayList<>();

  @Test
  void shouldKeepWhatEachSecondBrought() {
    Pace pace = new Pace(0);
    pace.add(5, SECOND / 2);
    pace.add(9, SECOND);
    pace.add(9, 2 * SECOND);
    pace.add(12, 3 * SECOND);
    assertThat(pace.seconds()).containsExactly(9L, 0L, 3L);
    IntStream.range(0, 100).forEach(i -> pace.add(12, (4 + i) * SECOND));
    assertThat(pace.seconds()).hasSize(Pace.SECONDS).containsOnly(0L);
  }

  @ParameterizedTest
  @CsvSource({"80, 24", "120, 40", "60, 20"})
  void shouldShowTheWorkersAndTheGap(int width, int height) {
    List<String> drawn = draw(width, height);
    assertThat(drawn).hasSizeLessThanOrEqualTo(height);
    assertThat(drawn).allMatch(line -> Line.columns(line) <= width);
    assertThat(drawn)
        .anyMatch(line -> line.startsWith("Workers"))
        .contains("  decided    █▆  ▃")
        .contains("  worker 1   works    1:23   partitions 0 2 4")
        .contains("  worker 2   killed   0:02")
        .anyMatch(line -> line.startsWith("Events"));
  }

  @Test
  void shouldShowNoWorkersWhereThisProcessDecides() {
    Picture alone =
        new Picture(head(), Addresses.NONE, List.of(), List.of(), List.of(), List.of(), List.of());
    assertThat(Renderer.draw(alone, new Look(80, false, true), 24))
        .noneMatch(line -> line.toString().contains("Workers"));
  }

  @Test
  void shouldSayEverySecondHowManyAreDecided() {
    LiveView view = LiveViews.lines(false, lines::add);
    Sent sent = new Sent();
    Decisions decisions = new Decisions(List.of("errors", "rest"));
    view.begin(new Plan(List.of(), Duration.ofSeconds(3), 0), 0);
    for (int i = 1; i <= 20; i++) {
      sent.add(Signal.SPANS, 5, Set.of(new TraceId(0, i)));
      if (i <= 10) {
        decisions.add(Told.decision(i, false, "rest", "GET /", 20, 5));
      }
      view.look(
          new Standing(
              sent, false, decisions, new Series(), new Series(), List.of(FIRST, SECOND_ONE)),
          i * SECOND / 10);
      view.decided(Told.decision(i, false, "rest", "GET /", 20, 5));
    }
    view.close();
    assertThat(lines)
        .containsExactly(
            "  0:01  traces sent 10/s, decided 10/s; 0 waiting; worker 1 works, worker 2 killed",
            "  0:02  traces sent 10/s, decided 0/s; 10 waiting; worker 1 works, worker 2 killed");
  }

  private static List<String> draw(int width, int height) {
    Crew crew = new Crew(List.of(FIRST, SECOND_ONE), List.of(50L, 30L, 0L, 0L, 10L));
    Picture picture =
        new Picture(
            head(),
            Addresses.NONE,
            crew,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Picture.Event(Duration.ofSeconds(5), "killed worker 2 (kill -9)")));
    return Renderer.draw(picture, new Look(width, false, true), height).stream()
        .map(AttributedString::toString)
        .map(String::stripTrailing)
        .toList();
  }

  private static Head head() {
    return new Head(
        Duration.ofSeconds(12),
        Duration.ofSeconds(30),
        Double.NaN,
        false,
        Flow.NONE,
        Flow.NONE,
        0,
        0);
  }
}
