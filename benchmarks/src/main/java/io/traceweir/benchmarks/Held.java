// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.load.Payload;
import io.traceweir.benchmarks.process.Answer;
import io.traceweir.benchmarks.report.Cell;
import io.traceweir.benchmarks.report.Check;
import io.traceweir.benchmarks.report.Sheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What waiting traces and remembered decisions take on the heap, against the bytes they are: a
 * pipeline is told to wait so long that everything it has read is waiting at once.
 */
final class Held {
  /** As much as fits into the default heap, with what the rest of a pipeline needs. */
  static final long SPANS = 300_000;

  private static final String CHANGELOG = "-decision-memory-changelog";

  private final List<List<Cell>> waiting = new ArrayList<>();
  private final List<List<Cell>> remembered = new ArrayList<>();
  private final List<Check> wrong = new ArrayList<>();

  void measure(Contest contest) throws IOException, InterruptedException {
    String input = contest.shape().partitioning();
    contest.progress().step("deciding all traces, partitioning " + input);
    long idleHeapBytes = remember(contest, input);
    contest.progress().step("holding all traces at once, partitioning " + input);
    hold(contest, input, idleHeapBytes);
  }

  /** Returns what is on the heap of a pipeline that has decided everything. */
  private long remember(Contest contest, String input) throws IOException, InterruptedException {
    Setup setup = contest.setup();
    Setup.Place place = contest.nextPlace();
    contest.drainAndVerify(place, Durability.FULL).stream()
        .filter(check -> !check.isRight())
        .forEach(wrong::add);
    long idleHeapBytes = setup.pipeline.tell("heap").whole("heap_bytes");
    setup.pipeline.tell("close");
    Answer sizes =
        setup.memory().tell("load", Map.of("topic", place.name() + CHANGELOG), far -> {});
    contest.remove(place);
    // silence may have decided the last ones of those that close the load
    long found = sizes.whole("traces");
    expect("traces not remembered, " + input, 0, Math.max(0, contest.decidedTraces() - found));
    expect("traces too many, " + input, 0, Math.max(0, found - contest.payload().traces()));
    double spans = contest.payload().items();
    remembered.add(row(input, "with", sizes, "", spans));
    remembered.add(row(input, "without", sizes, "_without_fingerprints", spans));
    return idleHeapBytes;
  }

  private void expect(String what, long expected, long found) {
    if (expected != found) {
      wrong.add(new Check(what, expected, found));
    }
  }

  private void hold(Contest contest, String input, long idleHeapBytes)
      throws IOException, InterruptedException {
    Payload payload = contest.payload();
    Setup.Place place = contest.nextPlace();
    Map<String, ?> details =
        Map.of(
            "configuration",
            contest.setup().configurationThatHolds(place, Durability.FULL),
            "variation",
            Durability.FULL.variation(),
            "traces",
            payload.traces());
    Answer answer =
        contest
            .setup()
            .pipeline
            .tell(
                "hold",
                details,
                far -> contest.progress().far("traces held", far.whole("held"), payload.traces()));
    contest.setup().pipeline.tell("close");
    contest.remove(place);
    expect("traces held, " + input, payload.traces(), answer.whole("held"));
    long heap = answer.whole("heap_bytes") - idleHeapBytes;
    waiting.add(
        List.of(
            Cell.of(input),
            Cell.of(payload.traces()),
            Cell.of(payload.bytes() / (double) payload.fragments(), 0),
            Cell.of(payload.bytes() / 1e6, 1),
            Cell.of(heap / 1e6, 1),
            Cell.of(heap / (double) payload.bytes(), 2),
            Cell.of(answer.whole("accounted_bytes") / (double) heap, 2)));
  }

  private static List<Cell> row(
      String input, String with, Answer sizes, String suffix, double spans) {
    long traces = sizes.whole("traces");
    double heap = sizes.whole("heap_bytes" + suffix);
    double stored = sizes.whole("bytes" + suffix);
    return List.of(
        Cell.of(input),
        Cell.of(with),
        Cell.of(traces),
        Cell.of(traces / (double) sizes.whole("blocks"), 1),
        Cell.of(heap / traces, 1),
        Cell.of(heap / spans, 2),
        Cell.of(stored / traces, 1),
        Cell.of(stored / spans, 2));
  }

  List<Sheet> sheets() {
    return List.of(
        new Sheet(
            "memory-held",
            "Heap of waiting traces",
            List.of(
                "partitioning",
                "traces waiting",
                "bytes per fragment",
                "MB held",
                "MB of heap",
                "heap per byte held",
                "accounted per byte of heap"),
            waiting,
            List.of(),
            wrong),
        new Sheet(
            "memory-decisions",
            "Decision memory",
            List.of(
                "partitioning",
                "span fingerprints",
                "traces",
                "traces per block",
                "heap B/trace",
                "heap B/span",
                "stored B/trace",
                "stored B/span"),
            remembered,
            List.of(),
            List.of()));
  }
}
