// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.compare.Measured;
import io.traceweir.benchmarks.compare.Measurements;
import io.traceweir.benchmarks.compare.Turns;
import io.traceweir.benchmarks.compare.Variant;
import io.traceweir.benchmarks.load.Load;
import io.traceweir.benchmarks.load.LoadWriter;
import io.traceweir.benchmarks.load.Payload;
import io.traceweir.benchmarks.load.Shape;
import io.traceweir.benchmarks.load.TraceFacts;
import io.traceweir.benchmarks.process.Answer;
import io.traceweir.benchmarks.report.Check;
import io.traceweir.benchmarks.report.Outputs;
import io.traceweir.benchmarks.report.Recount;
import io.traceweir.benchmarks.report.TopicBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * One load in one broker that variants of the pipeline drain in turns, in one process: its compiled
 * code, its heap and whatever goes on beside are the same for all of them. Each run is a new
 * application with topics of its own, which are read, compared with the load, and removed.
 */
final class Contest {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Shape shape;
  private final PipelineOptions options;
  private final String compression;
  private final Setup setup;
  private final Progress progress;
  private final long traces;
  private final long spans;
  private final Payload payload;
  private int runs;

  private Contest(Wanted wanted, Setup setup, Progress progress, long traces, Written written) {
    this.shape = wanted.shape;
    this.options = wanted.pipeline;
    this.compression = wanted.compression;
    this.setup = setup;
    this.progress = progress;
    this.traces = traces;
    this.spans = written.spans;
    this.payload = written.payload;
  }

  /** Writes the load. */
  static Contest open(Wanted wanted, Workspace workspace, Progress progress)
      throws IOException, InterruptedException {
    Shape shape = wanted.shape;
    progress.step("starting a broker and a process for pipelines, and writing the load");
    Setup setup = Setup.start(shape, wanted.pipeline, workspace);
    Load load = new Load(shape);
    Payload payload = new Payload();
    long traces = shape.traces(shape.spans());
    long begin = System.currentTimeMillis() - Load.CLOSING_MILLIS - load.millis(traces);
    try (var writer =
        new LoadWriter(setup.bootstrapServers, Setup.TOPICS, shape, wanted.compression)) {
      load.write(
          0,
          traces,
          begin,
          record -> {
            writer.write(record);
            payload.add(record.signal(), record.value());
            progress.far("spans written", writer.spans(), shape.spans());
          });
      writer.flush();
      long spans = writer.spans() - (long) Load.CLOSING * shape.partitions();
      return new Contest(wanted, setup, progress, traces, new Written(spans, payload));
    }
  }

  /** A load and who drains it. */
  record Wanted(Shape shape, String compression, PipelineOptions pipeline) {
    /**
     * @throws IllegalArgumentException when a number makes no sense
     */
    static Wanted of(LoadOptions load, PipelineOptions pipeline, Partitioning input) {
      return new Wanted(load.shape(input.isKeyed()), load.compression, pipeline);
    }

    /** The same with no more spans than these. */
    Wanted atMost(long spans) {
      Shape less = shape.of(Math.min(spans, shape.spans()));
      return new Wanted(less, compression, pipeline);
    }
  }

  /** What was written; the payload with the traces that close it. */
  private record Written(long spans, Payload payload) {}

  Setup setup() {
    return setup;
  }

  Shape shape() {
    return shape;
  }

  String compression() {
    return compression;
  }

  Progress progress() {
    return progress;
  }

  /** All that was written, with the traces that close it. */
  Payload payload() {
    return payload;
  }

  /** The load's own, and the first ones of those that close it. */
  long decidedTraces() {
    return traces + shape.partitions();
  }

  /**
   * Drains the load with small buffers, and leaves what it wrote, and the pipeline; returns what
   * came out wrong.
   */
  List<Check> drainAndVerify(Setup.Place place, Variant variant) throws IOException {
    drain(variant, setup.configurationWithSmallBuffers(place, variant));
    return recount(place, variant).checks(sent(variant));
  }

  /** Drains the load so often that the code is compiled. */
  void warmUp(List<Variant> variants, int rounds) throws IOException, InterruptedException {
    for (Variant variant : Turns.of(variants, rounds)) {
      progress.step("warm-up: " + variant.name());
      run(variant);
    }
  }

  /** Each variant as often as there are rounds. */
  Measurements run(List<Variant> variants, int rounds) throws IOException, InterruptedException {
    List<Measured> measured = new ArrayList<>();
    for (Variant variant : Turns.of(variants, rounds)) {
      progress.step(
          "run "
              + (measured.size() + 1)
              + " of "
              + rounds * variants.size()
              + ": "
              + variant.name());
      measured.add(run(variant));
    }
    return new Measurements(measured);
  }

  /** Where the next run drains the load from, and writes to. */
  Setup.Place nextPlace() {
    return new Setup.Place(nextName(), Setup.TOPICS, "earliest");
  }

  /** Where the next run waits for traffic that comes at its own pace. */
  Setup.Place nextLivePlace() {
    return new Setup.Place(nextName(), Setup.LIVE_TOPICS, "latest");
  }

  private String nextName() {
    return String.format(Locale.ROOT, "run%03d", ++runs);
  }

  private Measured run(Variant variant) throws IOException, InterruptedException {
    Setup.Place place = nextPlace();
    Answer before = setup.broker.tell("usage");
    Answer drained = drain(variant, setup.configuration(place, variant));
    Answer after = setup.broker.tell("usage");
    Recount recount = recount(place, variant);
    setup.pipeline.tell("close");
    TopicBytes topics = TopicBytes.read(setup.admin, place.name());
    remove(place);
    return new Measured(
        variant,
        traces,
        spans,
        drained.whole("nanos") / NANOS_PER_SECOND,
        drained.whole("cpu_nanos") / NANOS_PER_MICRO,
        drained.whole("cpu_nanos_compiler", 0) / NANOS_PER_MICRO,
        (after.whole("cpu_nanos") - before.whole("cpu_nanos")) / NANOS_PER_MICRO,
        topics,
        recount.checks(sent(variant)));
  }

  private Answer drain(Variant variant, Path configuration) {
    return setup.pipeline.tell(
        "drain",
        Map.of(
            "configuration",
            configuration,
            "variation",
            variant.variation(),
            "traces",
            decidedTraces()),
        far -> progress.far("traces decided", far.whole("traces"), traces));
  }

  /** Counters are left out: they come when their interval is over, which takes a minute. */
  private Recount recount(Setup.Place place, Variant variant) throws IOException {
    Recount recount = new Recount(new TraceFacts(shape));
    try (var outputs =
        new Outputs(setup.bootstrapServers, place.prefix(), recount, Duration.ZERO)) {
      outputs.readUntilComplete(
          sent(variant), decisions -> progress.far("decisions read", decisions, traces));
    }
    return recount;
  }

  private Recount.Sent sent(Variant variant) {
    boolean ownRules = options.rules == null && variant.rules() == null;
    return new Recount.Sent(traces, spans, ownRules, false);
  }

  /** What a run has written goes, so that the disk does not fill. */
  void remove(Setup.Place place) throws InterruptedException {
    try {
      List<String> topics =
          setup.admin.listTopics().names().get().stream()
              .filter(topic -> topic.startsWith(place.name()))
              .toList();
      setup.admin.deleteTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics of a run cannot be removed", e);
    }
  }
}
