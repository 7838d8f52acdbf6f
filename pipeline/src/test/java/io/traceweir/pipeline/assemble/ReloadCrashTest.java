// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.assemble.RandomTraffic.Event;
import io.traceweir.pipeline.split.Fragments;
import io.traceweir.rules.RuleSet;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * Rules are exchanged at any time, between crashes, questions for dropped traces and their answers:
 * whichever rules decide, a trace is decided once, and all of it is kept, once, or nothing.
 */
class ReloadCrashTest {
  private static final int SEQUENCES = 120;
  private static final int EVENTS = 120;
  private static final int CRASHES = 6;
  private static final int[] ANSWER_EVERY = {1, 3, 17, 60};

  private static final List<String> RULES =
      List.of(
          """
          version: 1
          rules:
            - { name: errors, when: trace.error, keep: 100%, late_upgrade: { max_per_second: 5 } }
            - { name: rest, keep: 0% }
          """,
          """
          version: 1
          rules:
            - name: marked
              when: 'any span(attributes["mark"] == 1)'
              keep: 100%
              late_upgrade: { max_per_second: 5 }
            - { name: errors, when: trace.error_count > 1, keep: 100% }
            - { name: others, keep: 0% }
          """,
          """
          version: 1
          rules:
            - { name: failed, when: trace.error, keep: 100% }
            - { name: none, keep: 0% }
          """);

  private final Map<String, List<String>> sent = new HashMap<>();

  @Test
  void shouldKeepAllOfATraceOnceOrNothing() {
    long upgraded = 0;
    long late = 0;
    for (int seed = 0; seed < SEQUENCES; seed++) {
      sent.clear();
      Random random = new Random(seed);
      List<Event> events = traffic(random);
      List<String> lines = run(events, random, ANSWER_EVERY[seed % ANSWER_EVERY.length]);

      assertThat(lines.stream().filter(line -> line.startsWith("decided ")).map(this::id))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(sent.keySet());
      Map<String, List<String>> kept = kept(lines);
      for (Map.Entry<String, List<String>> trace : kept.entrySet()) {
        assertThat(trace.getValue())
            .as("seed %d", seed)
            .containsExactlyInAnyOrderElementsOf(requireNonNull(sent.get(trace.getKey())));
      }
      upgraded += lines.stream().filter(line -> line.contains(" upgraded ")).count();
      late += lines.stream().filter(line -> line.contains(" late ")).count();
    }
    // else nothing was tried
    assertThat(upgraded).isGreaterThan(SEQUENCES / 2);
    assertThat(late).isGreaterThan(SEQUENCES / 2);
  }

  private String id(String decided) {
    return decided.split(" ", -1)[1];
  }

  /** Names of the spans that were kept, by trace. */
  private static Map<String, List<String>> kept(List<String> lines) {
    Map<String, List<String>> kept = new TreeMap<>();
    for (String line : lines) {
      if (line.startsWith("spans ")) {
        String names = line.substring(line.indexOf('[') + 1, line.indexOf(']'));
        kept.computeIfAbsent(line.split(" ", -1)[1], id -> new ArrayList<>())
            .addAll(List.of(names.split(", ", -1)));
      }
    }
    return kept;
  }

  /** Each span has a name of its own. Traces begin again and again after they were decided. */
  private List<Event> traffic(Random random) {
    List<Event> events = new ArrayList<>();
    long clock = 1_700_000_000_000L;
    for (int i = 0; i < EVENTS; i++) {
      clock += random.nextInt(700);
      TraceBuilder trace = Traces.trace("t" + random.nextInt(1 + i / 10));
      String name = "s" + i;
      boolean root = random.nextInt(3) == 0;
      trace = root ? trace.root(name) : trace.orphan(name);
      trace.spanId(String.format("%016x", i + 1)).attribute("mark", random.nextInt(8));
      if (random.nextInt(8) == 0) {
        trace.error();
      }
      sent.computeIfAbsent(trace.traceId(), id -> new ArrayList<>()).add(name);
      byte[] key = HexFormat.of().parseHex(trace.traceId());
      byte[] value =
          Fragments.fragment(0, Signal.SPANS, root, clock, trace.request().toByteArray());
      events.add(new Event(0, key, value, clock, clock, 0, null));
    }
    for (int i = 0; i < 4; i++) {
      events.add(new Event(0, null, null, clock, clock, 5_000, null));
    }
    return events;
  }

  private static List<String> run(List<Event> events, Random random, int answerEvery) {
    PipelineSettings settings =
        QuickSettings.withRules(
            QuickSettings.of("unused", Path.of("unused")), RULES.get(random.nextInt(3)));
    var task = new RecallingTask(settings, 1);
    task.answerEveryTicks(answerEvery);
    events.stream().filter(e -> e.value() != null).forEach(e -> task.append(e.key(), e.value()));
    IntConsumer take =
        position -> {
          if (random.nextInt(6) == 0) {
            RuleSet other = QuickSettings.rules(RULES.get(random.nextInt(3)));
            settings.sampling().live().load(other, Instant.EPOCH);
          }
          task.step();
          if (random.nextInt(3) == 0) {
            task.look();
          }
        };
    new CrashingWalk(random, CRASHES, 12, take, task::silence, task::commit, task::crash)
        .over(events);
    return task.committed();
  }
}
