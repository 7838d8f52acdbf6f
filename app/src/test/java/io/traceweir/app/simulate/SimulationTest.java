// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.rules.NamedRules;
import io.traceweir.capture.Capture;
import io.traceweir.capture.Piece;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.rules.RuleSet;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.yaml.ProblemsException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same input gives the same, whatever the number of threads, memory and the order of lines. */
class SimulationTest {
  private static final Waits WAITS =
      new Waits(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(10));

  private static final String RULES =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100% }
        - { name: large, when: trace.span_count > 3, keep: 50% }
        - { name: rest, keep: 10% }
      """;

  private static final String LIMIT =
      """
      version: 1
      policies:
        - { name: errors, type: status_code, status_code: { status_codes: [ERROR] } }
        - { name: some, type: rate_limiting, rate_limiting: { spans_per_second: 20 } }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path folder;

  private record Run(List<String> decisions, Outcome outcome) {}

  @Test
  void shouldDecideTheSameHoweverItIsDone() throws Exception {
    List<NamedRules> sets =
        List.of(named("a", RULES), named("b", LIMIT), named("c", RULES.replace("50%", "20%")));
    List<String> lines = lines();
    Run one = run(sets, lines, 1, 1L << 30);
    Collections.shuffle(lines, new Random(7));
    Run shuffled = run(sets, lines, 3, 1L << 30);
    Run spilled = run(sets, lines, 3, 0);

    assertThat(one.decisions).hasSize(3 * 400);
    assertThat(shuffled.decisions).isEqualTo(one.decisions);
    assertThat(spilled.decisions).isEqualTo(one.decisions);
    assertThat(SimulationJson.of(spilled.outcome, new Problems()))
        .isEqualTo(SimulationJson.of(one.outcome, new Problems()));
    assertThat(SimulationText.of(shuffled.outcome, "1s"))
        .isEqualTo(SimulationText.of(one.outcome, "1s"));
  }

  @Test
  void shouldCompareWithAFirstSetThatHasALimit() throws Exception {
    List<NamedRules> sets = List.of(named("limit", LIMIT), named("rules", RULES));
    Outcome outcome = run(sets, lines(), 2, 0).outcome;
    long kept = outcome.sets().get(0).total().kept().traces();
    SetCount rules = outcome.sets().get(1);

    assertThat(outcome.all().traces()).isEqualTo(400);
    assertThat(rules.total().taken().traces()).isEqualTo(400);
    assertThat(rules.total().kept().traces())
        .isEqualTo(kept + rules.changed(true) - rules.changed(false));
    assertThat(rules.changed(true)).isPositive();
    assertThat(rules.changed(false)).isPositive();
  }

  /** Traces of one to five spans in two requests each, over half a minute. */
  private static List<String> lines() {
    Random random = new Random(20_260_722);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Duration at = Duration.ofMillis(random.nextInt(30_000));
      TraceBuilder trace = Traces.trace("t" + i).at(at).root("GET /");
      for (int child = random.nextInt(5); child > 0; child--) {
        trace.child("call");
        if (random.nextInt(10) == 0) {
          trace.error();
        }
      }
      TraceBuilder later = Traces.trace("l" + i).traceId(trace.traceId()).at(at).orphan("late");
      lines.add(OtlpJson.toJson(trace.request()));
      lines.add(OtlpJson.toJson(later.request()));
    }
    return lines;
  }

  private Run run(List<NamedRules> sets, List<String> lines, int threads, long memory)
      throws Exception {
    Path file = folder.resolve("decisions.jsonl");
    Outcome outcome;
    try (TraceStore store = new TraceStore(memory, folder);
        DecisionsFile decisions = DecisionsFile.create(file)) {
      try (Intake intake = new Intake(store, threads, new Problems())) {
        byte[] input = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        Capture capture = Capture.of("input", new ByteArrayInputStream(input));
        for (Piece piece = capture.nextPiece(); piece != null; piece = capture.nextPiece()) {
          intake.add(piece);
        }
        intake.finish();
      }
      assertThat(store.hasOverflow()).isEqualTo(memory == 0);
      Simulation simulation =
          new Simulation(sets, WAITS, Duration.ofSeconds(1), decisions, (step, share) -> {});
      outcome = simulation.run(store, threads);
    }
    return new Run(Files.readAllLines(file), outcome);
  }

  private static NamedRules named(String name, String rules) throws ProblemsException {
    return new NamedRules(name, RuleSet.parse(name, rules));
  }
}
