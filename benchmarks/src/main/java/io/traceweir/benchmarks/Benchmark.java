// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.compare.Variant;
import io.traceweir.benchmarks.load.Load;
import io.traceweir.benchmarks.load.LoadWriter;
import io.traceweir.benchmarks.load.Shape;
import io.traceweir.benchmarks.load.TraceFacts;
import io.traceweir.benchmarks.process.Answer;
import io.traceweir.benchmarks.report.Outputs;
import io.traceweir.benchmarks.report.Recount;
import io.traceweir.benchmarks.report.Report;
import io.traceweir.benchmarks.report.TopicBytes;
import io.traceweir.otlp.Signal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One run: warm up, load, scan, drain, scan again, verify. */
final class Benchmark {
  /** Data time between the traces that close the warm-up and the load. */
  private static final long GAP_MILLIS = 1_000;

  private static final Setup.Place PLACE = new Setup.Place("bench", Setup.TOPICS, "earliest");
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final String CPU_OF_THREADS = "cpu_nanos_";

  private final Shape shape;
  private final Wanted wanted;
  private final Setup setup;
  private final Progress progress;
  private final Load load;
  private final double loadAverage =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  private long sentTraces;
  private long sentSpans;

  private Benchmark(Wanted wanted, Setup setup, Shape shape, Progress progress) {
    this.shape = shape;
    this.wanted = wanted;
    this.setup = setup;
    this.progress = progress;
    this.load = new Load(shape);
  }

  /**
   * What is to be measured.
   *
   * @param warmUpSpans are drained first and not measured
   */
  record Wanted(
      Shape shape,
      String compression,
      PipelineOptions pipeline,
      Variant variant,
      long warmUpSpans) {}

  static Report run(Wanted wanted, Workspace workspace, Progress progress)
      throws IOException, InterruptedException {
    Shape shape = wanted.shape;
    progress.step("starting a broker, a pipeline and a bare consumer");
    Setup setup = Setup.start(shape, wanted.pipeline, workspace);
    return new Benchmark(wanted, setup, shape, progress).run();
  }

  private Report run() throws IOException, InterruptedException {
    long warmUp = wanted.warmUpSpans == 0 ? 0 : shape.traces(wanted.warmUpSpans);
    long traces = shape.traces(shape.spans());
    // data of the past: a broker refuses records of the future
    long end = System.currentTimeMillis() - Load.CLOSING_MILLIS;
    long begin = end - load.millis(traces);
    int closing = shape.partitions();
    if (warmUp > 0) {
      progress.step("warm-up: writing and draining");
      write(0, warmUp, begin - GAP_MILLIS - Load.CLOSING_MILLIS - load.millis(warmUp));
      drain(warmUp, closing);
      setup.pipeline.tell("close");
    }
    TopicBytes before = TopicBytes.read(setup.admin);
    progress.step("writing the load");
    Report.Loaded loaded = write(warmUp, traces, begin);
    progress.step("scanning it with a bare consumer, once to warm up and once to measure");
    scan();
    List<Report.Scan> scans = new ArrayList<>(List.of(scan()));
    progress.step("draining it with the pipeline");
    Answer brokerBefore = setup.broker.tell("usage");
    // the last traces that close the warm-up are decided now
    Answer drained = drain(traces, warmUp > 0 ? 2 * closing : closing);
    Report.Broker broker = broker(brokerBefore, setup.broker.tell("usage"));
    progress.step("scanning it again");
    scans.add(scan());
    progress.step("reading what came out");
    Recount recount = verify();
    return new Report(
        machine(),
        shape,
        settings(),
        loaded,
        drained(drained),
        scans,
        broker,
        TopicBytes.read(setup.admin).since(before),
        recount.keptTraces(),
        recount.triggers(),
        recount.checks(sent()));
  }

  private Report.Loaded write(long first, long traces, long startMillis) {
    long begin = System.nanoTime();
    try (var writer =
        new LoadWriter(setup.bootstrapServers, Setup.TOPICS, shape, wanted.compression)) {
      long expected = shape.spansPerTrace() * traces;
      load.write(
          first,
          traces,
          startMillis,
          record -> {
            writer.write(record);
            progress.far("spans written", writer.spans(), expected);
          });
      writer.flush();
      long closing = (long) Load.CLOSING * shape.partitions();
      long spans = writer.spans() - closing;
      long logs = writer.logs() - (shape.hasLogs() ? closing : 0);
      sentTraces += traces;
      sentSpans += spans;
      return new Report.Loaded(
          traces,
          spans,
          logs,
          writer.records(),
          writer.bytes(),
          (System.nanoTime() - begin) / NANOS_PER_SECOND);
    }
  }

  /** Drains so many traces, and the first ones of those that close the load. */
  private Answer drain(long traces, int closing) throws IOException {
    return setup.pipeline.tell(
        "drain",
        Map.of(
            "configuration",
            setup.configuration(PLACE, wanted.variant),
            "variation",
            wanted.variant.variation(),
            "traces",
            traces + closing),
        far -> progress.far("traces decided", far.whole("traces"), traces));
  }

  private Report.Scan scan() {
    Answer answer =
        setup.scanner().tell("scan", Map.of("topic", Setup.TOPICS.get(Signal.SPANS)), far -> {});
    return new Report.Scan(
        answer.whole("spans"),
        answer.whole("nanos") / NANOS_PER_SECOND,
        answer.whole("cpu_nanos") / NANOS_PER_MICRO);
  }

  private Recount verify() throws IOException {
    Recount recount = new Recount(new TraceFacts(shape));
    try (var outputs =
        new Outputs(
            setup.bootstrapServers, PLACE.prefix(), recount, wanted.pipeline.metricsInterval)) {
      outputs.readUntilComplete(
          sent(), decisions -> progress.far("decisions read", decisions, sentTraces));
    }
    return recount;
  }

  private Recount.Sent sent() {
    return new Recount.Sent(sentTraces, sentSpans, wanted.pipeline.rules == null, true);
  }

  private Report.Machine machine() {
    Answer ready = setup.pipeline.ready();
    return new Report.Machine((int) ready.whole("processors"), ready.text("java"), loadAverage);
  }

  private Report.Settings settings() {
    return new Report.Settings(
        wanted.variant.guarantee(),
        wanted.pipeline.threads,
        setup.pipeline.ready().whole("max_heap_bytes"));
  }

  private static Report.Broker broker(Answer before, Answer after) {
    return new Report.Broker(
        (after.whole("cpu_nanos") - before.whole("cpu_nanos")) / NANOS_PER_MICRO,
        after.whole("peak_resident_bytes"));
  }

  private static Report.Drained drained(Answer answer) {
    Map<String, Double> byThreads = new TreeMap<>();
    for (String name : answer.values().keySet()) {
      if (name.startsWith(CPU_OF_THREADS)) {
        byThreads.put(
            name.substring(CPU_OF_THREADS.length()), answer.whole(name) / NANOS_PER_MICRO);
      }
    }
    return new Report.Drained(
        answer.whole("nanos") / NANOS_PER_SECOND,
        answer.whole("cpu_nanos") / NANOS_PER_MICRO,
        byThreads,
        answer.whole("collection_millis"),
        answer.whole("peak_heap_bytes"),
        answer.whole("peak_resident_bytes"));
  }
}
